package cairn.node.embedded;

import java.util.List;

/** A node cannot start; the message says why, as the program and its log would. */
public final class NodeStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LINES = 5;

  NodeStartException(Throwable cause) {
    super(cause.getMessage(), cause);
  }

  /**
   * @param log what the node has logged, as it has no file for that
   */
  NodeStartException(Throwable cause, List<String> log) {
    super(cause.getMessage() + "\n" + String.join("\n", end(log)), cause);
  }

  private static List<String> end(List<String> log) {
    return log.subList(Math.max(0, log.size() - LINES), log.size());
  }
}
