package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import java.math.BigInteger;
import java.time.Duration;

/**
 * Which blocks peers may learn of: those of the active chain, and others that were good and are
 * recent. Which old ones a node has beside the chain tells it from others.
 */
final class Disclosure {
  private static final Duration STALE_LIMIT = Duration.ofDays(30);

  private final SyncSurroundings surroundings;

  Disclosure(SyncSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  boolean allows(KnownBlock block) {
    var chain = surroundings.chain();
    if (chain.isActive(block)) {
      return true;
    }
    var best = chain.bestHeader();
    return block.isFullyValid()
        && !block.isFailed()
        && best.time() - block.time() < STALE_LIMIT.toSeconds()
        && isShort(best.work().subtract(block.work()), best);
  }

  /** Whether it would take less than the limit to do this work, at the rate of {@code best}. */
  private boolean isShort(BigInteger work, KnownBlock best) {
    var spacing = BigInteger.valueOf(surroundings.targetSpacing().toSeconds());
    var seconds = work.multiply(spacing).divide(HeaderChecks.work(best.header()));
    return seconds.compareTo(BigInteger.valueOf(STALE_LIMIT.toSeconds())) < 0;
  }
}
