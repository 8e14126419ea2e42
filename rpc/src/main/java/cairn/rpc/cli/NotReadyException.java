package cairn.rpc.cli;

/** The node cannot be reached, or is not ready; that may pass. */
final class NotReadyException extends CliException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String message) {
    super(message);
  }
}
