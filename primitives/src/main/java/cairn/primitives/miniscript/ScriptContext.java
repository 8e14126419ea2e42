package cairn.primitives.miniscript;

/** Where the script of a miniscript stands, which decides its limits and how keys are written. */
public enum ScriptContext {
  /** The script of a version 0 witness program. */
  P2WSH(3_600),
  /**
   * A leaf of a Taproot output. The limit leaves room in a standard transaction for the largest
   * witness there can be.
   */
  TAPSCRIPT(329_482);

  private final int maxScriptLength;

  ScriptContext(int maxScriptLength) {
    this.maxScriptLength = maxScriptLength;
  }

  /** How many bytes a script may have. */
  public int maxScriptLength() {
    return maxScriptLength;
  }

  public boolean isTapscript() {
    return this == TAPSCRIPT;
  }

  /** Bytes of a public key in a script. */
  int keyLength() {
    return isTapscript() ? 32 : 33;
  }

  /** Bytes of the longest signature on the stack. */
  int maxSignatureLength() {
    return isTapscript() ? 65 : 72;
  }
}
