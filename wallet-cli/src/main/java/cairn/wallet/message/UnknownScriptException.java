package cairn.wallet.message;

/** A script that is not understood here, and may be satisfied or not. */
final class UnknownScriptException extends Exception {
  private static final long serialVersionUID = 1L;

  UnknownScriptException(String message) {
    super(message);
  }
}
