package cairn.ledger.headers;

import java.math.BigInteger;

/**
 * A number of hashes, 0 to 2^128 - 1: more than anyone will ever compute, and two words instead of
 * the four that a target has.
 *
 * @param high the most significant 64 bits
 * @param low the least significant 64 bits
 */
record Work(long high, long low) implements Comparable<Work> {
  static final Work NONE = new Work(0, 0);

  /**
   * The work that {@code hashes} are.
   *
   * @throws ArithmeticException if nobody can have done it
   */
  static Work of(BigInteger hashes) {
    if (hashes.bitLength() > 2 * Long.SIZE) {
      throw new ArithmeticException("nobody has computed 2^128 hashes");
    }
    return new Work(hashes.shiftRight(Long.SIZE).longValue(), hashes.longValue());
  }

  /**
   * The sum.
   *
   * @throws ArithmeticException if nobody can have done that much
   */
  Work plus(Work other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    long tops = high + other.high;
    long top = tops + carry;
    if (Long.compareUnsigned(tops, high) < 0 || Long.compareUnsigned(top, tops) < 0) {
      throw new ArithmeticException("nobody has computed 2^128 hashes");
    }
    return new Work(top, sum);
  }

  BigInteger toNumber() {
    return unsigned(high).shiftLeft(Long.SIZE).or(unsigned(low));
  }

  @Override
  public int compareTo(Work other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  private static BigInteger unsigned(long word) {
    var number = BigInteger.valueOf(word & Long.MAX_VALUE);
    return word < 0 ? number.setBit(Long.SIZE - 1) : number;
  }
}
