package cairn.node.devnet;

/** What was wanted cannot be done; the message says why, in one line. */
final class DevnetException extends Exception {
  private static final long serialVersionUID = 1L;

  DevnetException(String message) {
    super(message);
  }
}
