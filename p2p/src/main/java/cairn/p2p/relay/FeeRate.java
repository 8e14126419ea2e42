package cairn.p2p.relay;

import cairn.p2p.TransactionPool;

/** Fee rates in satoshis for 1,000 virtual bytes. */
final class FeeRate {
  private static final int UNIT = 1000;

  private FeeRate() {}

  /**
   * Whether a transaction pays less than {@code rate}, rounded up to whole satoshis.
   *
   * @param rate not below 0
   */
  static boolean isBelow(TransactionPool.Entry entry, long rate) {
    long size = entry.virtualSize();
    if (Math.multiplyHigh(rate, size) != 0 || rate * size < 0) {
      return true; // more than all the money there is
    }
    return entry.feeSats() * UNIT < rate * size;
  }

  /** As Core's log has it. */
  static String text(long rate) {
    return String.format("%d.%08d BTC/kvB", rate / 100_000_000, rate % 100_000_000);
  }
}
