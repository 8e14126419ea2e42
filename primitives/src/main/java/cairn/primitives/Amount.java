package cairn.primitives;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount of bitcoin.
 *
 * <p>Any 64-bit number can be on the wire; that an amount lies between zero and {@link #MAX} is a
 * rule, {@link #inRange()}, which the ledger applies.
 *
 * @param sats satoshis, 10^-8 bitcoin each
 */
public record Amount(long sats) implements Comparable<Amount> {
  public static final Amount ZERO = new Amount(0);

  /** Satoshis in a bitcoin. */
  public static final long SATS_PER_COIN = 100_000_000;

  /** 21 million bitcoin: the most that an output, or a sum of outputs, may be (MAX_MONEY). */
  public static final Amount MAX = new Amount(21_000_000 * SATS_PER_COIN);

  /** At least one of the two parts has a digit, or there is a point. */
  private static final Pattern BITCOIN = Pattern.compile("(?=.)\\d{0,10}(?:\\.\\d{0,8})?");

  /** What C calls space: nothing else may stand around an amount. */
  private static final Pattern OUTER_SPACE =
      Pattern.compile("^[ \\f\\n\\r\\t\\x0b]+|[ \\f\\n\\r\\t\\x0b]+\\z");

  /**
   * Reads an amount in bitcoin, as an operator writes it in an option: {@code 0.0001}, {@code .5},
   * {@code 21000000} (Core's ParseMoney). Empty if there is a sign, an exponent, a ninth decimal,
   * an eleventh digit before the point, or anything else that is no such amount; or if it is more
   * than {@link #MAX}.
   */
  public static Optional<Amount> parse(String text) {
    var digits = OUTER_SPACE.matcher(text).replaceAll("");
    if (!BITCOIN.matcher(digits).matches()) {
      return Optional.empty();
    }
    var coins = digits.equals(".") ? BigDecimal.ZERO : new BigDecimal(digits);
    return Optional.of(new Amount(coins.movePointRight(8).longValueExact()))
        .filter(Amount::inRange);
  }

  /** Whether it is between zero and {@link #MAX}. */
  public boolean inRange() {
    return inRange(sats);
  }

  /** Whether {@code sats} is between zero and {@link #MAX}. */
  public static boolean inRange(long sats) {
    return sats >= 0 && sats <= MAX.sats;
  }

  @Override
  public int compareTo(Amount other) {
    return Long.compare(sats, other.sats);
  }

  /** In bitcoin, with two decimals or as many as it needs: {@code 0.00}, {@code 1.50003}. */
  public String toShortString() {
    var shortest = BigDecimal.valueOf(sats, 8).stripTrailingZeros();
    return shortest.setScale(Math.max(shortest.scale(), 2)).toPlainString();
  }

  /** In bitcoin, with all eight decimals: {@code 0.00010000}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(sats, 8).toPlainString();
  }
}
