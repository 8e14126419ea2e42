package cairn.ledger.codec;

/**
 * Maps amounts to numbers that are small when the amount is round: {@code 50} bitcoin to {@code
 * 50}.
 *
 * <p>An amount other than zero is {@code m * 10^e} with the largest e up to 9. For e below 9 the
 * last digit d of m is not zero, and with {@code m = 10 * n + d} it becomes {@code 1 + 10 * (9 * n
 * + d - 1) + e}; for e = 9 it becomes {@code 1 + 10 * (m - 1) + 9}.
 */
public final class AmountCompression {
  private static final int MAX_EXPONENT = 9;

  private AmountCompression() {}

  /**
   * The short form of an amount.
   *
   * @param sats 0 to 21 million bitcoin
   */
  public static long compress(long sats) {
    if (sats == 0) {
      return 0;
    }
    long mantissa = sats;
    int exponent = 0;
    while (exponent < MAX_EXPONENT && mantissa % 10 == 0) {
      mantissa /= 10;
      exponent++;
    }
    long rest = exponent < MAX_EXPONENT ? mantissa / 10 * 9 + mantissa % 10 - 1 : mantissa - 1;
    return 1 + rest * 10 + exponent;
  }

  /**
   * The amount, in satoshis, whose short form this is. What is no amount's form gives some number
   * or other, reduced modulo 2^64.
   */
  public static long decompress(long compressed) {
    if (compressed == 0) {
      return 0;
    }
    int exponent = (int) Long.remainderUnsigned(compressed - 1, 10);
    long rest = Long.divideUnsigned(compressed - 1, 10);
    long sats = exponent < MAX_EXPONENT ? rest / 9 * 10 + rest % 9 + 1 : rest + 1;
    for (int i = 0; i < exponent; i++) {
      sats *= 10;
    }
    return sats;
  }
}
