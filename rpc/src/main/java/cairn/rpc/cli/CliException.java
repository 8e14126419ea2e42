package cairn.rpc.cli;

/** The call could not be made; the message says why. */
class CliException extends Exception {
  private static final long serialVersionUID = 1L;

  CliException(String message) {
    super(message);
  }
}
