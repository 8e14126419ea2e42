package cairn.ledger.mempool;

import cairn.primitives.FeeRate;
import org.jspecify.annotations.Nullable;

/**
 * On which terms transactions are offered.
 *
 * @param time in seconds since 1970, from which they are in the mempool
 * @param test whether to find out only, and change nothing
 * @param bypassesLimits whether they come out of a block that was disconnected
 * @param mayReplace whether others may have to go for them
 * @param mayEvictSibling whether that goes for the other child of a parent of version 3, too
 * @param trimsLater whether the pool is brought back to its size afterwards, by the caller
 * @param feesTogether whether it is enough that all of them together pay enough
 * @param maxRate above which they are not taken; null for any
 * @param maxFeeSats above which each of them is not taken
 */
record Terms(
    long time,
    boolean test,
    boolean bypassesLimits,
    boolean mayReplace,
    boolean mayEvictSibling,
    boolean trimsLater,
    boolean feesTogether,
    @Nullable FeeRate maxRate,
    long maxFeeSats) {
  private static final long ANY_FEE = Long.MAX_VALUE;

  static Terms single(long time) {
    return single(time, ANY_FEE);
  }

  static Terms single(long time, long maxFeeSats) {
    return new Terms(time, false, false, true, true, false, false, null, maxFeeSats);
  }

  static Terms singleTest(long time) {
    return singleTest(time, ANY_FEE);
  }

  static Terms singleTest(long time, long maxFeeSats) {
    return new Terms(time, true, false, true, true, false, false, null, maxFeeSats);
  }

  /** For what was in a block. */
  static Terms returning(long time) {
    return new Terms(time, false, true, true, true, false, false, null, ANY_FEE);
  }

  /** For several that are only looked at. */
  static Terms packageTest(long time) {
    return new Terms(time, true, false, false, false, false, false, null, ANY_FEE);
  }

  /** For a child with its parents. */
  static Terms childWithParents(long time, @Nullable FeeRate maxRate) {
    return new Terms(time, false, false, true, false, true, true, maxRate, ANY_FEE);
  }

  /** The same for one of them by itself. */
  Terms byItself() {
    return new Terms(time, test, false, true, true, true, false, maxRate, maxFeeSats);
  }
}
