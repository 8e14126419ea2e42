package cairn.primitives;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The number that a block's hash, read as a number, must not exceed: its proof of work.
 *
 * <p>A target is any 256-bit number. Headers hold it as 32 <em>bits</em>, the compact form: one
 * byte of length in bytes, then the number's three most significant bytes, the topmost bit of which
 * is a sign. So most targets have no exact compact form, and not every compact form is a target.
 *
 * @param w0 the most significant 64 bits
 * @param w1 the 64 bits after {@code w0}
 * @param w2 the 64 bits after {@code w1}
 * @param w3 the least significant 64 bits
 */
public record Target(long w0, long w1, long w2, long w3) implements Comparable<Target> {
  private static final BigInteger TWO_TO_256 = BigInteger.ONE.shiftLeft(256);

  private static final int SIGN = 0x00800000;
  private static final int MANTISSA = 0x007fffff;

  /**
   * The target that {@code number} is.
   *
   * @throws IllegalArgumentException unless it is 0 to 2^256 - 1
   */
  public static Target of(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 256) {
      throw new IllegalArgumentException("a target has 256 bits and no sign");
    }
    return new Target(
        number.shiftRight(192).longValue(),
        number.shiftRight(128).longValue(),
        number.shiftRight(64).longValue(),
        number.longValue());
  }

  /**
   * Reads all 64 hex digits, the most significant first.
   *
   * @throws IllegalArgumentException if {@code hex} is anything else
   */
  public static Target fromHex(String hex) {
    if (hex.length() != 64) {
      throw new IllegalArgumentException("a target has 64 hex digits, not " + hex.length());
    }
    return new Target(
        HexFormat.fromHexDigitsToLong(hex, 0, 16),
        HexFormat.fromHexDigitsToLong(hex, 16, 32),
        HexFormat.fromHexDigitsToLong(hex, 32, 48),
        HexFormat.fromHexDigitsToLong(hex, 48, 64));
  }

  /**
   * Reads the compact form, as {@code SetCompact} of Core's {@code arith_uint256} does.
   *
   * @param bits 0 to 2^32 - 1
   * @return empty if it stands for zero, for a negative number, or for one past 256 bits: no hash
   *     can meet those
   */
  public static Optional<Target> fromCompact(long bits) {
    int length = (int) (bits >>> 24) & 0xff;
    int mantissa = (int) bits & MANTISSA;
    if (length < 3) {
      mantissa >>>= 8 * (3 - length);
    }
    if (mantissa == 0 || (bits & SIGN) != 0) {
      return Optional.empty();
    }
    var number = BigInteger.valueOf(mantissa).shiftLeft(8 * Math.max(length - 3, 0));
    return number.bitLength() > 256 ? Optional.empty() : Optional.of(of(number));
  }

  /**
   * The compact form, 0 to 2^32 - 1. All but the most significant 15 to 23 bits are lost, so what
   * it stands for is never more than this.
   */
  public long toCompact() {
    var number = toNumber();
    int length = (number.bitLength() + 7) / 8;
    int mantissa = number.shiftRight(8 * (length - 3)).intValue();
    if ((mantissa & SIGN) != 0) {
      mantissa >>>= 8;
      length++;
    }
    return ((long) length << 24) | mantissa;
  }

  public BigInteger toNumber() {
    var array = new byte[Hash256.LENGTH];
    Words.set(array, 0, w0, w1, w2, w3);
    return new BigInteger(1, array);
  }

  /** How many hashes it takes on average to meet this: 2^256 / (target + 1), rounded down. */
  public BigInteger work() {
    return TWO_TO_256.divide(toNumber().add(BigInteger.ONE));
  }

  /** Whether {@code hash}, its first byte the least significant, is no more than this. */
  public boolean isMetBy(BlockHash hash) {
    return compare(
            Long.reverseBytes(hash.w3()),
            Long.reverseBytes(hash.w2()),
            Long.reverseBytes(hash.w1()),
            Long.reverseBytes(hash.w0()))
        >= 0;
  }

  @Override
  public int compareTo(Target other) {
    return compare(other.w0, other.w1, other.w2, other.w3);
  }

  private int compare(long o0, long o1, long o2, long o3) {
    if (w0 != o0) {
      return Long.compareUnsigned(w0, o0);
    }
    if (w1 != o1) {
      return Long.compareUnsigned(w1, o1);
    }
    return w2 != o2 ? Long.compareUnsigned(w2, o2) : Long.compareUnsigned(w3, o3);
  }

  /** All 64 hex digits, the most significant first. */
  @Override
  public String toString() {
    var hex = HexFormat.of();
    return hex.toHexDigits(w0) + hex.toHexDigits(w1) + hex.toHexDigits(w2) + hex.toHexDigits(w3);
  }
}
