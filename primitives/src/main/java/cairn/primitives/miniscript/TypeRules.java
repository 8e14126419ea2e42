package cairn.primitives.miniscript;

import java.util.List;

/** The types of expressions, from those of their parts: the tables of BIP 379, row by row. */
final class TypeRules {
  /** In the argument of {@code older}: that it counts time and not blocks (BIP 68). */
  static final long SEQUENCE_TYPE_FLAG = 1 << 22;

  /** From here on, the argument of {@code after} is a time and no height. */
  static final long LOCK_TIME_THRESHOLD = 500_000_000;

  private static final MiniscriptType NOTHING = MiniscriptType.INVALID;

  private TypeRules() {}

  /** The type; {@link MiniscriptType#INVALID} if the parts do not fit. */
  static MiniscriptType of(
      Fragment fragment, List<MiniscriptType> parts, long k, ScriptContext context) {
    var type = unchecked(fragment, parts, k, context);
    return type.isValid() ? type : MiniscriptType.INVALID;
  }

  private static MiniscriptType unchecked(
      Fragment fragment, List<MiniscriptType> parts, long k, ScriptContext context) {
    var x = parts.isEmpty() ? NOTHING : parts.getFirst();
    var y = parts.size() > 1 ? parts.get(1) : NOTHING;
    return switch (fragment) {
      case PK_K -> MiniscriptType.of("Konudemsxk");
      case PK_H -> MiniscriptType.of("Knudemsxk");
      case OLDER -> MiniscriptType.of((k & SEQUENCE_TYPE_FLAG) != 0 ? "gBzfmxk" : "hBzfmxk");
      case AFTER -> MiniscriptType.of(k >= LOCK_TIME_THRESHOLD ? "iBzfmxk" : "jBzfmxk");
      case SHA256, RIPEMD160, HASH256, HASH160 -> MiniscriptType.of("Bonudmk");
      case JUST_1 -> MiniscriptType.of("Bzufmxk");
      case JUST_0 -> MiniscriptType.of("Bzudemsxk");
      case WRAP_A -> x.and("ghijkudfems").or("x").orIf(x.has("B"), "W");
      case WRAP_S -> x.and("ghijkudfemsx").orIf(x.has("Bo"), "W");
      case WRAP_C -> x.and("ghijkondfem").or("us").orIf(x.has("K"), "B");
      case WRAP_D ->
          // Only in tapscript must the argument of IF be minimal, and so d: push just 1.
          x.and("ghijkms")
              .or("ndx")
              .orIf(x.has("Vz"), "B")
              .orIf(x.has("z"), "o")
              .orIf(x.has("f"), "e")
              .orIf(context.isTapscript(), "u");
      case WRAP_V -> x.and("ghijkzonms").or("fx").orIf(x.has("B"), "V");
      case WRAP_J -> x.and("ghijkoums").or("ndx").orIf(x.has("Bn"), "B").orIf(x.has("f"), "e");
      case WRAP_N -> x.and("ghijkBzondfems").or("ux");
      case AND_V -> andV(x, y);
      case AND_B -> andB(x, y);
      case OR_B -> orB(x, y);
      case OR_D -> orD(x, y);
      case OR_C -> orC(x, y);
      case OR_I -> orI(x, y);
      case ANDOR -> andOr(x, y, parts.get(2));
      case MULTI -> MiniscriptType.of("Bnudemsk");
      case MULTI_A -> MiniscriptType.of("Budemsk");
      case THRESH -> thresh(parts, k);
    };
  }

  private static MiniscriptType andV(MiniscriptType x, MiniscriptType y) {
    return x.and("n")
        .orIf(x.has("V"), y.and("KVB"))
        .orIf(x.has("z"), y.and("n"))
        .or(oneArgument(x, y))
        .or(x.and(y).and("mz"))
        .or(x.or(y).and("s"))
        .orIf(y.has("f") || x.has("s"), "f")
        .or(y.and("ux"))
        .or(bothLocks(x, y, x.and(y)));
  }

  private static MiniscriptType andB(MiniscriptType x, MiniscriptType y) {
    return x.and("n")
        .orIf(y.has("W"), x.and("B"))
        .or(oneArgument(x, y))
        .orIf(x.has("z"), y.and("n"))
        .orIf(x.and(y).has("s"), x.and(y).and("e"))
        .or(x.and(y).and("dzm"))
        .orIf(x.and(y).has("f") || x.has("sf") || y.has("sf"), "f")
        .or(x.or(y).and("s"))
        .or("ux")
        .or(bothLocks(x, y, x.and(y)));
  }

  private static MiniscriptType orB(MiniscriptType x, MiniscriptType y) {
    return oneArgument(x, y)
        .orIf(x.has("Bd") && y.has("Wd"), "B")
        .orIf(x.or(y).has("s") && x.and(y).has("e"), x.and(y).and("m"))
        .or(x.and(y).and("zse"))
        .or("dux")
        .or(eitherLock(x, y));
  }

  private static MiniscriptType orD(MiniscriptType x, MiniscriptType y) {
    return y.and("ufde")
        .orIf(x.has("Bdu"), y.and("B"))
        .orIf(y.has("z"), x.and("o"))
        .orIf(x.has("e") && x.or(y).has("s"), x.and(y).and("m"))
        .or(x.and(y).and("zs"))
        .or("x")
        .or(eitherLock(x, y));
  }

  private static MiniscriptType orC(MiniscriptType x, MiniscriptType y) {
    return MiniscriptType.of("fx")
        .orIf(x.has("Bdu"), y.and("V"))
        .orIf(y.has("z"), x.and("o"))
        .orIf(x.has("e") && x.or(y).has("s"), x.and(y).and("m"))
        .or(x.and(y).and("zs"))
        .or(eitherLock(x, y));
  }

  private static MiniscriptType orI(MiniscriptType x, MiniscriptType y) {
    return x.and(y)
        .and("VBKufs")
        .orIf(x.and(y).has("z"), "o")
        .orIf(x.or(y).has("f"), x.or(y).and("e"))
        .orIf(x.or(y).has("s"), x.and(y).and("m"))
        .or(x.or(y).and("d"))
        .or("x")
        .or(eitherLock(x, y));
  }

  private static MiniscriptType andOr(MiniscriptType x, MiniscriptType y, MiniscriptType z) {
    var branches = y.and(z);
    return branches
        .and("u")
        .orIf(x.has("Bdu"), branches.and("BKV"))
        .or(x.and(branches).and("z"))
        .orIf(x.or(branches).has("z"), x.or(branches).and("o"))
        .orIf(x.has("s") || y.has("f"), z.and("f"))
        .or(z.and("d"))
        .orIf(x.has("s") || y.has("f"), z.and("e"))
        .orIf(x.has("e") && x.or(y).or(z).has("s"), x.and(branches).and("m"))
        .or(z.and(x.or(y)).and("s"))
        .or("x")
        .or(z.and("ghij"))
        .or(bothLocks(x, y, x.and(branches)));
  }

  private static MiniscriptType thresh(List<MiniscriptType> parts, long k) {
    int arguments = 0;
    int signed = 0;
    boolean allE = true;
    boolean allM = true;
    var locks = MiniscriptType.of("k");
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (!part.has(i == 0 ? "Bdu" : "Wdu")) {
        return MiniscriptType.INVALID;
      }
      allE &= part.has("e");
      allM &= part.has("m");
      signed += part.has("s") ? 1 : 0;
      arguments += part.has("z") ? 0 : part.has("o") ? 1 : 2;
      boolean unmixed = locks.and(part).has("k") && (k <= 1 || !mixes(locks, part));
      locks = locks.or(part).and("ghij").orIf(unmixed, "k");
    }
    int count = parts.size();
    return locks
        .or("Bdu")
        .orIf(arguments == 0, "z")
        .orIf(arguments == 1, "o")
        .orIf(allE && signed == count, "e")
        .orIf(allE && allM && signed >= count - k, "m")
        .orIf(signed >= count - k + 1, "s");
  }

  /** {@code o} if one takes one argument and the other none. */
  private static MiniscriptType oneArgument(MiniscriptType x, MiniscriptType y) {
    return x.or(y).has("z") ? x.or(y).and("o") : NOTHING;
  }

  /** The locks where only one of both parts is satisfied. */
  private static MiniscriptType eitherLock(MiniscriptType x, MiniscriptType y) {
    return x.or(y).and("ghij").or(x.and(y).and("k"));
  }

  /** The locks where {@code x} and {@code y} are satisfied together, and {@code all} are parts. */
  private static MiniscriptType bothLocks(MiniscriptType x, MiniscriptType y, MiniscriptType all) {
    return x.or(y).and("ghij").orIf(all.has("k") && !mixes(x, y), "k");
  }

  private static boolean mixes(MiniscriptType x, MiniscriptType y) {
    return (x.has("g") && y.has("h"))
        || (x.has("h") && y.has("g"))
        || (x.has("i") && y.has("j"))
        || (x.has("j") && y.has("i"));
  }
}
