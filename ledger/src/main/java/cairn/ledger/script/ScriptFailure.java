package cairn.ledger.script;

/**
 * Ends the verification of an input from within the script machine. {@link ScriptVerifier} turns it
 * into its error; it never gets further.
 */
final class ScriptFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final ScriptError error;

  ScriptFailure(ScriptError error) {
    super(error.description(), null, false, false); // scripts of strangers fail all day: no trace
    this.error = error;
  }

  ScriptError error() {
    return error;
  }
}
