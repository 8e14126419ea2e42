package cairn.ledger.script;

import static cairn.ledger.script.ScriptFlag.CHECKLOCKTIMEVERIFY;
import static cairn.ledger.script.ScriptFlag.CHECKSEQUENCEVERIFY;
import static cairn.ledger.script.ScriptFlag.CLEANSTACK;
import static cairn.ledger.script.ScriptFlag.DERSIG;
import static cairn.ledger.script.ScriptFlag.NULLDUMMY;
import static cairn.ledger.script.ScriptFlag.P2SH;
import static cairn.ledger.script.ScriptFlag.SIGPUSHONLY;
import static cairn.ledger.script.ScriptFlag.TAPROOT;
import static cairn.ledger.script.ScriptFlag.WITNESS;

import java.util.Arrays;
import java.util.List;

/**
 * A set of {@link ScriptFlag}s: the rules under which a script is verified.
 *
 * @param bits flag {@code f} is bit {@code f.ordinal()}
 */
public record ScriptFlags(int bits) {
  public static final ScriptFlags NONE = new ScriptFlags(0);

  /** Every rule there is. */
  public static final ScriptFlags ALL = of(ScriptFlag.values());

  /** The rules that are consensus by now: what a block must obey. */
  public static final ScriptFlags MANDATORY =
      of(P2SH, DERSIG, NULLDUMMY, CHECKLOCKTIMEVERIFY, CHECKSEQUENCEVERIFY, WITNESS, TAPROOT);

  /**
   * The rules that a transaction must obey to be relayed; {@link #MANDATORY} is among them. That
   * scriptSigs only push is for relay policy to say, before any script is run.
   */
  public static final ScriptFlags STANDARD = ALL.without(SIGPUSHONLY);

  /**
   * @throws IllegalArgumentException if a bit stands for no flag
   */
  public ScriptFlags {
    if (bits >>> ScriptFlag.values().length != 0) {
      throw new IllegalArgumentException("no such script flags: " + Integer.toHexString(bits));
    }
  }

  public static ScriptFlags of(ScriptFlag... flags) {
    int bits = 0;
    for (var flag : flags) {
      bits |= bit(flag);
    }
    return new ScriptFlags(bits);
  }

  public boolean contains(ScriptFlag flag) {
    return (bits & bit(flag)) != 0;
  }

  public boolean containsAll(ScriptFlags other) {
    return (other.bits & ~bits) == 0;
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  public ScriptFlags with(ScriptFlag flag) {
    return new ScriptFlags(bits | bit(flag));
  }

  public ScriptFlags with(ScriptFlags other) {
    return new ScriptFlags(bits | other.bits);
  }

  public ScriptFlags without(ScriptFlag flag) {
    return new ScriptFlags(bits & ~bit(flag));
  }

  public ScriptFlags without(ScriptFlags other) {
    return new ScriptFlags(bits & ~other.bits);
  }

  /**
   * Whether the rules can be used together. CLEANSTACK needs WITNESS and that needs P2SH: without
   * them it would judge the wrong stack, and adding them later would not be a soft fork.
   */
  public boolean isConsistent() {
    return (!contains(CLEANSTACK) || contains(WITNESS)) && (!contains(WITNESS) || contains(P2SH));
  }

  /** The names of the flags, in alphabetical order as Core lists them. */
  public List<String> names() {
    return Arrays.stream(ScriptFlag.values())
        .filter(this::contains)
        .map(ScriptFlag::name)
        .sorted()
        .toList();
  }

  /** The names, with commas between. */
  @Override
  public String toString() {
    return String.join(",", names());
  }

  private static int bit(ScriptFlag flag) {
    return 1 << flag.ordinal();
  }
}
