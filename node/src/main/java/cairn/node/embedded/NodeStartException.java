package cairn.node.embedded;

/** A node cannot start; the message says why, as the program would. */
public final class NodeStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NodeStartException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
