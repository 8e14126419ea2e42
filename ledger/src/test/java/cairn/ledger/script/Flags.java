package cairn.ledger.script;

import static cairn.ledger.script.ScriptFlag.CLEANSTACK;
import static cairn.ledger.script.ScriptFlag.P2SH;
import static cairn.ledger.script.ScriptFlag.WITNESS;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Sets of flags as Core's tests make them. */
final class Flags {
  private Flags() {}

  /** Reads names with commas between; {@code NONE} and nothing at all are no flags. */
  static ScriptFlags parse(String names) {
    var flags = ScriptFlags.NONE;
    if (!names.isEmpty() && !names.equals("NONE")) {
      for (var name : names.split(",", -1)) {
        flags = flags.with(ScriptFlag.valueOf(name));
      }
    }
    return flags;
  }

  /** Without those that cannot be used for lack of others. */
  static ScriptFlags trim(ScriptFlags flags) {
    if (!flags.contains(P2SH)) {
      flags = flags.without(WITNESS);
    }
    return flags.contains(WITNESS) ? flags : flags.without(CLEANSTACK);
  }

  /** With those that others cannot be used without. */
  static ScriptFlags fill(ScriptFlags flags) {
    if (flags.contains(CLEANSTACK)) {
      flags = flags.with(WITNESS);
    }
    return flags.contains(WITNESS) ? flags.with(P2SH) : flags;
  }

  static ScriptFlags invert(ScriptFlags flags) {
    return ScriptFlags.ALL.without(flags);
  }

  static ScriptFlags any(RandomGenerator random) {
    return new ScriptFlags(random.nextInt() & ScriptFlags.ALL.bits());
  }

  /** All ways to take a single flag away, and whatever cannot be used without it. */
  static List<ScriptFlags> withoutOne(ScriptFlags flags) {
    var fewer = new ArrayList<ScriptFlags>();
    for (var flag : ScriptFlag.values()) {
      if (flags.contains(flag)) {
        fewer.add(trim(flags.without(flag)));
      }
    }
    return fewer;
  }
}
