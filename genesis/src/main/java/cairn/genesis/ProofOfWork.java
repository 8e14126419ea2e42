package cairn.genesis;

import cairn.primitives.Target;
import java.math.BigInteger;

/**
 * How hard it is to find a block, and how that changes.
 *
 * @param limit the easiest target there may be
 * @param targetSpacing seconds that a block should take, at least 1
 * @param retargetPeriod blocks from one change of the target to the next, at least {@link
 *     #MIN_RETARGET_PERIOD}
 * @param minDifficultyBlocks whether a block that comes more than twice the spacing after the one
 *     before it may have the target {@link #limit}
 * @param noRetargeting whether the target never changes; blocks are then mined on demand
 * @param bip94 whether BIP 94 holds: no block that begins a period may be more than ten minutes
 *     older than the one before it, and a retarget starts from the period's first block
 */
public record ProofOfWork(
    Target limit,
    int targetSpacing,
    int retargetPeriod,
    boolean minDifficultyBlocks,
    boolean noRetargeting,
    boolean bip94) {
  /** In a shorter period, a fourth of the timespan could be no time at all. */
  static final int MIN_RETARGET_PERIOD = 4;

  /** Seconds that a period should take. */
  public long targetTimespan() {
    return (long) targetSpacing * retargetPeriod;
  }

  /**
   * The largest {@link #limit} that can be multiplied by four timespans, as a retarget may, without
   * passing 256 bits.
   */
  Target easiestLimit() {
    var largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    return Target.of(
        noRetargeting ? largest : largest.divide(BigInteger.valueOf(4 * targetTimespan())));
  }

  ProofOfWork withBip94() {
    return new ProofOfWork(
        limit, targetSpacing, retargetPeriod, minDifficultyBlocks, noRetargeting, true);
  }
}
