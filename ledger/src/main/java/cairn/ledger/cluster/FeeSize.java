package cairn.ledger.cluster;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;

/**
 * A fee and the size that it pays for, of one node or of many together (Core's FeeFrac).
 *
 * <p>Rates are compared as fractions, by their cross products of 128 bits: nothing is rounded, and
 * any two values can be compared. Sums wrap around as those of {@code long} do; fees of up to 2^57
 * satoshis never come to that within a cluster.
 *
 * @param fee in satoshis; below zero where a miner has put a transaction back
 * @param size in weight units or virtual bytes, the same for all that are compared; zero for {@link
 *     #NONE} alone
 */
public record FeeSize(long fee, long size) {
  /** What no nodes come to. It has no rate: it is as good as any. */
  public static final FeeSize NONE = new FeeSize(0, 0);

  /** Lower rates first. Values that pay the same rate for different sizes are equal to it. */
  public static final Comparator<FeeSize> BY_RATE = FeeSize::compareRate;

  /**
   * Lower rates first, and of equal rates the larger size first; {@link #NONE} last (Core's
   * ByRatioNegSize). Only equal values are equal to it.
   */
  public static final Comparator<FeeSize> BY_RATE_THEN_LARGER =
      BY_RATE.thenComparing(FeeSize::size, Comparator.reverseOrder());

  /** Refuses sizes below zero, and fees for nothing. */
  public FeeSize {
    if (size < 0 || (size == 0 && fee != 0)) {
      throw new IllegalArgumentException(fee + " satoshis for a size of " + size);
    }
  }

  public boolean isNone() {
    return size == 0;
  }

  public FeeSize plus(FeeSize other) {
    return new FeeSize(fee + other.fee, size + other.size);
  }

  /**
   * What is left without the other.
   *
   * @throws IllegalArgumentException if that is no part of this one
   */
  public FeeSize minus(FeeSize other) {
    return new FeeSize(fee - other.fee, size - other.size);
  }

  /** Negative where this one pays the lower rate, zero where the rates are equal. */
  public int compareRate(FeeSize other) {
    return compareRates(fee, size, other.fee, other.size);
  }

  /** Whether this one pays more for its size. */
  public boolean paysMoreThan(FeeSize other) {
    return compareRate(other) > 0;
  }

  /**
   * The fee for another size at this rate, rounded towards negative infinity.
   *
   * @throws ArithmeticException if the result is out of range, which it is not for a size between
   *     zero and this one's; or if this one has no rate
   */
  public long feeRoundedDown(long atSize) {
    return feeAt(atSize, RoundingMode.FLOOR);
  }

  /** As {@link #feeRoundedDown}, but towards positive infinity. */
  public long feeRoundedUp(long atSize) {
    return feeAt(atSize, RoundingMode.CEILING);
  }

  /** Compares a rate to another without making objects of them. */
  static int compareRates(long fee, long size, long otherFee, long otherSize) {
    long high = Math.multiplyHigh(fee, otherSize);
    long otherHigh = Math.multiplyHigh(otherFee, size);
    return high == otherHigh
        ? Long.compareUnsigned(fee * otherSize, otherFee * size)
        : Long.compare(high, otherHigh);
  }

  private long feeAt(long atSize, RoundingMode rounding) {
    boolean up = rounding == RoundingMode.CEILING;
    long product = fee * atSize;
    if (Math.multiplyHigh(fee, atSize) == product >> 63) {
      return up ? Math.ceilDiv(product, size) : Math.floorDiv(product, size);
    }
    var parts =
        BigInteger.valueOf(fee)
            .multiply(BigInteger.valueOf(atSize))
            .divideAndRemainder(BigInteger.valueOf(size));
    // The quotient was rounded towards zero; the remainder's sign tells on which side it is.
    int correction = up ? (parts[1].signum() > 0 ? 1 : 0) : (parts[1].signum() < 0 ? -1 : 0);
    return parts[0].add(BigInteger.valueOf(correction)).longValueExact();
  }
}
