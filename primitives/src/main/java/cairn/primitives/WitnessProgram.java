package cairn.primitives;

/**
 * What a SegWit output commits to (BIP 141).
 *
 * @param version 0 to 16
 * @param program 2 to 40 bytes
 */
public record WitnessProgram(int version, Bytes program) {
  public static final int MIN_LENGTH = 2;
  public static final int MAX_LENGTH = 40;

  /** The scriptPubKey that pays to it. */
  public Script toScript() {
    return new ScriptBuilder().number(version).push(program).build();
  }

  public boolean isPayToWitnessPublicKeyHash() {
    return version == 0 && program.length() == 20;
  }

  public boolean isPayToWitnessScriptHash() {
    return version == 0 && program.length() == 32;
  }

  public boolean isPayToTaproot() {
    return version == 1 && program.length() == 32;
  }

  /** Pay to anchor: anyone may spend it, with no witness at all. */
  public boolean isPayToAnchor() {
    return version == 1
        && program.length() == 2
        && program.unsigned(0) == 0x4e
        && program.unsigned(1) == 0x73;
  }
}
