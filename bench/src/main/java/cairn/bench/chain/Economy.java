package cairn.bench.chain;

import java.util.random.RandomGenerator;

/** How amounts are divided. */
final class Economy {
  /** No coin is made smaller, in satoshis, so that each can pay for its own spend. */
  static final long SMALLEST_COIN = 3_000;

  private Economy() {}

  /**
   * A random part of {@code sats} that leaves {@link #SMALLEST_COIN} for each of {@code others}.
   *
   * @return at least {@link #SMALLEST_COIN}
   */
  static long split(long sats, int others, RandomGenerator random) {
    long spare = sats - (others + 1L) * SMALLEST_COIN;
    long mean = spare / (others + 1);
    return SMALLEST_COIN + (mean <= 0 ? 0 : random.nextLong(2 * mean + 1));
  }

  /** What a transaction with so many inputs and outputs pays, in satoshis. */
  static long fee(int inputs, int outputs, RandomGenerator random) {
    return (70L * inputs + 35L * outputs + 11) * random.nextInt(1, 5);
  }
}
