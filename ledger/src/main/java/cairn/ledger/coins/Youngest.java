package cairn.ledger.coins;

/**
 * Finds how young coins must be for all that are as young to fit into a number of bytes.
 *
 * <p>Most coins are spent soon or hardly ever, so the youngest are worth the most.
 */
final class Youngest {
  private static final int CLASSES = 4096;

  private final int heightsPerClass;
  private final long[] bytes = new long[CLASSES];

  /**
   * @param height of the best block
   */
  Youngest(CoinRecords records, int height) {
    this.heightsPerClass = height / CLASSES + 1;
    records.forEach(address -> {
      if (!records.isSpent(address)) {
        bytes[records.height(address) / heightsPerClass] += records.bytes(address);
      }
    });
  }

  /** The least height, at least 0, with no more than {@code max} bytes of coins at or above it. */
  int within(long max) {
    long sum = 0;
    for (int i = CLASSES - 1; i >= 0; i--) {
      sum += bytes[i];
      if (sum > max) {
        return (i + 1) * heightsPerClass;
      }
    }
    return 0;
  }
}
