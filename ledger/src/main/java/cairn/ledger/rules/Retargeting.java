package cairn.ledger.rules;

import cairn.genesis.ProofOfWork;
import cairn.primitives.Target;
import java.math.BigInteger;

/** How hard the next block is to find (Core's GetNextWorkRequired). */
public final class Retargeting {
  /** By which factor a period may be shorter or longer than it should and still count in full. */
  private static final int MAX_FACTOR = 4;

  private Retargeting() {}

  /**
   * The compact target that the block after {@code previous} must claim, 0 to 2^32 - 1.
   *
   * @param time of that block, in seconds since 1970: it matters where a late block may be easy
   */
  public static long bitsAfter(Ancestor previous, long time, ProofOfWork network) {
    if ((previous.height() + 1) % network.retargetPeriod() == 0) {
      return bitsOfNextPeriod(previous, network);
    }
    return network.minDifficultyBlocks()
        ? bitsWhereLateBlocksAreEasy(previous, time, network)
        : previous.bits();
  }

  /**
   * The target changes by as much as the period that ends with {@code last} took longer than it
   * should. What is measured is from its first block to its last: one interval too few.
   */
  private static long bitsOfNextPeriod(Ancestor last, ProofOfWork network) {
    if (network.noRetargeting()) {
      return last.bits();
    }
    var first = last.ancestor(last.height() - (network.retargetPeriod() - 1));
    // The first block of a period may not be an easy one, so it holds the true target (BIP 94).
    long base = network.bip94() ? first.bits() : last.bits();
    long should = network.targetTimespan();
    long took = last.time() - first.time();
    return scaled(base, Math.clamp(took, should / MAX_FACTOR, should * MAX_FACTOR), network);
  }

  /**
   * A block that comes more than twice the spacing after the one before may have the easiest target
   * there is. Any other has the target of the last block that did not make use of this.
   */
  private static long bitsWhereLateBlocksAreEasy(
      Ancestor previous, long time, ProofOfWork network) {
    long easiest = network.limit().toCompact();
    if (time > previous.time() + 2L * network.targetSpacing()) {
      return easiest;
    }
    var block = previous;
    while (block.bits() == easiest && block.height() % network.retargetPeriod() != 0) {
      block = block.ancestor(block.height() - 1);
    }
    return block.bits();
  }

  /**
   * Whether a branch can have {@code bits} at {@code height} after {@code previousBits}, whatever
   * its times are (Core's PermittedDifficultyTransition): tells a branch that is worth downloading
   * from one that was made up, before its headers are kept.
   */
  public static boolean permits(int height, long previousBits, long bits, ProofOfWork network) {
    if (network.minDifficultyBlocks()) {
      return true;
    }
    if (height % network.retargetPeriod() != 0) {
      return previousBits == bits;
    }
    long should = network.targetTimespan();
    var target = number(bits);
    return target.compareTo(number(scaled(previousBits, should * MAX_FACTOR, network))) <= 0
        && target.compareTo(number(scaled(previousBits, should / MAX_FACTOR, network))) >= 0;
  }

  /** The target {@code bits} times {@code timespan}, by what a period should take. */
  private static long scaled(long bits, long timespan, ProofOfWork network) {
    var target =
        number(bits)
            .multiply(BigInteger.valueOf(timespan))
            .divide(BigInteger.valueOf(network.targetTimespan()))
            .min(network.limit().toNumber());
    return Target.of(target).toCompact();
  }

  private static BigInteger number(long bits) {
    return Target.fromCompact(bits).map(Target::toNumber).orElse(BigInteger.ZERO);
  }
}
