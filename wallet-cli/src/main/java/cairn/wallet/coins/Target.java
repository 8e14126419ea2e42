package cairn.wallet.coins;

/**
 * What coins must be enough for.
 *
 * @param sats payments, and the fee for all but the inputs and change; by effective values
 * @param changeFeeSats what an output for change costs now
 * @param changeSpendFeeSats what it will cost to spend that output
 * @param leastChangeSats the least that change may be
 */
public record Target(long sats, long changeFeeSats, long changeSpendFeeSats, long leastChangeSats) {
  /** How much change there should be, so that it is good for something: Core's CHANGE_LOWER. */
  private static final long GOOD_CHANGE = 50_000;

  /** What it costs to have change, now and later. */
  long costOfChange() {
    return changeFeeSats + changeSpendFeeSats;
  }

  /** With change that is good for something, and the fee for it. */
  long withChange() {
    return sats + changeFeeSats + Math.max(GOOD_CHANGE, leastChangeSats);
  }

  /** What coins with this effective value in all leave over, as change or to the miner. */
  long wasteOfRest(long effective) {
    long rest = effective - sats;
    return rest >= changeFeeSats + leastChangeSats ? costOfChange() : rest;
  }
}
