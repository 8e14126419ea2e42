package cairn.rpc.blockchain;

import cairn.primitives.Target;
import cairn.rpc.json.JsonObjectBuilder;

/** How hard it is to find a block. */
public final class Difficulty {
  private static final int MANTISSA = 0x00ffffff;
  private static final double EASIEST_MANTISSA = 0x0000ffff;
  private static final int EASIEST_EXPONENT = 29;

  private Difficulty() {}

  /**
   * How many times harder than the easiest target of the main network (Core's GetDifficulty). Each
   * step rounds as Core's does, so that the number comes out the same.
   *
   * @param bits the target in compact form
   */
  public static double of(long bits) {
    int exponent = (int) (bits >>> 24);
    double difficulty = EASIEST_MANTISSA / (bits & MANTISSA);
    for (; exponent < EASIEST_EXPONENT; exponent++) {
      difficulty *= 256;
    }
    for (; exponent > EASIEST_EXPONENT; exponent--) {
      difficulty /= 256;
    }
    return difficulty;
  }

  /** Puts a target into an object, in the three ways in which RPC shows it. */
  public static JsonObjectBuilder put(long bits, JsonObjectBuilder json) {
    return json.put("bits", "%08x".formatted(bits))
        .put("target", target(bits))
        .put("difficulty", of(bits));
  }

  /** A target as RPC shows it, in hex. */
  public static String target(long bits) {
    return Target.fromCompact(bits).map(Target::toString).orElse("0".repeat(64));
  }
}
