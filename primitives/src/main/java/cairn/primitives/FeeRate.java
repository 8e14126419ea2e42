package cairn.primitives;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What a transaction pays for its size, or has to: an exact fraction, kept in its lowest terms, so
 * that rates that are the same are equal (Core's CFeeRate).
 *
 * @param feeSats satoshis; below zero where the operator has taken from a transaction's fee
 * @param virtualBytes for which they are paid, more than zero
 */
public record FeeRate(long feeSats, long virtualBytes) implements Comparable<FeeRate> {
  public static final FeeRate ZERO = perKilobyte(0);

  private static final int KILOBYTE = 1000;

  /**
   * @throws IllegalArgumentException if {@code virtualBytes} is not more than zero
   */
  public FeeRate {
    if (virtualBytes <= 0) {
      throw new IllegalArgumentException("a fee for " + virtualBytes + " bytes is no rate");
    }
    long divisor = gcd(virtualBytes, Math.floorMod(feeSats, virtualBytes));
    feeSats /= divisor;
    virtualBytes /= divisor;
  }

  /** The rate of {@code sats} satoshis for 1,000 virtual bytes. */
  public static FeeRate perKilobyte(long sats) {
    return new FeeRate(sats, KILOBYTE);
  }

  /**
   * Reads a rate in bitcoin for 1,000 virtual bytes, as options such as {@code -minrelaytxfee} have
   * it; empty if {@link Amount#parse} cannot read it.
   */
  public static Optional<FeeRate> parse(String text) {
    return Amount.parse(text).map(amount -> perKilobyte(amount.sats()));
  }

  /**
   * What so many virtual bytes cost, in satoshis. Parts of a satoshi are rounded up; at a rate
   * below zero too, but never to zero.
   *
   * @param size not below zero
   * @throws ArithmeticException if the fee is more than 64 bits can hold
   */
  public long feeFor(long size) {
    long fee = multipliedAndDivided(size, true);
    return fee == 0 && feeSats < 0 && size != 0 ? -1 : fee;
  }

  /** Satoshis for 1,000 virtual bytes, rounded down. */
  public long satsPerKilobyte() {
    return multipliedAndDivided(KILOBYTE, false);
  }

  /** By what a byte costs. */
  @Override
  public int compareTo(FeeRate other) {
    long high = Math.multiplyHigh(feeSats, other.virtualBytes);
    long otherHigh = Math.multiplyHigh(other.feeSats, virtualBytes);
    return high != otherHigh
        ? Long.compare(high, otherHigh)
        : Long.compareUnsigned(feeSats * other.virtualBytes, other.feeSats * virtualBytes);
  }

  /** As Core's log and errors have it: {@code 0.00001000 BTC/kvB}. */
  @Override
  public String toString() {
    long sats = satsPerKilobyte();
    return "%d.%08d BTC/kvB".formatted(sats / Amount.SATS_PER_COIN, sats % Amount.SATS_PER_COIN);
  }

  private long multipliedAndDivided(long size, boolean up) {
    long product = feeSats * size;
    if (Math.multiplyHigh(feeSats, size) == product >> 63) {
      return up ? Math.ceilDiv(product, virtualBytes) : Math.floorDiv(product, virtualBytes);
    }
    var parts =
        BigInteger.valueOf(feeSats)
            .multiply(BigInteger.valueOf(size))
            .divideAndRemainder(BigInteger.valueOf(virtualBytes));
    int sign = parts[1].signum(); // of what the quotient, rounded towards zero, leaves out
    int away = up ? Math.max(sign, 0) : Math.min(sign, 0);
    return parts[0].add(BigInteger.valueOf(away)).longValueExact();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
