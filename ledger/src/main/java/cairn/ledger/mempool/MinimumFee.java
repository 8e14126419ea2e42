package cairn.ledger.mempool;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What transactions have to pay to come into a pool that was full a while ago (Core's rolling
 * minimum fee). It rises when some have to go because others pay more, and falls by half every
 * twelve hours from the next block on, or faster while there is much room. Thread-safe.
 */
final class MinimumFee {
  private static final long HALF_LIFE = Duration.ofHours(12).toSeconds();

  /** It is not worth the effort to count more often, in seconds. */
  private static final long STEP = 10;

  private final InstantSource clock;
  private final long incrementalRate;
  private double rate;
  private boolean blockSinceRise;
  private long counted;

  /**
   * @param incrementalRate by how much it rises above what had to go, and below half of which it is
   *     no more: in satoshis for 1,000 virtual bytes
   */
  MinimumFee(InstantSource clock, long incrementalRate) {
    this.clock = clock;
    this.incrementalRate = incrementalRate;
    this.counted = now();
  }

  /**
   * What is to be paid, in satoshis for 1,000 virtual bytes.
   *
   * @param used how much of the memory for the pool is
   * @param bound of that memory
   */
  synchronized long rate(long used, long bound) {
    if (!blockSinceRise || rate == 0) {
      return Math.round(rate);
    }
    long now = now();
    if (now > counted + STEP) {
      rate /= Math.pow(2, (now - counted) / halfLife(used, bound));
      counted = now;
      if (rate < incrementalRate / 2.0) {
        rate = 0;
        return 0;
      }
    }
    return Math.max(Math.round(rate), incrementalRate);
  }

  private static double halfLife(long used, long bound) {
    if (used < bound / 4) {
      return HALF_LIFE / 4.0;
    }
    return used < bound / 2 ? HALF_LIFE / 2.0 : HALF_LIFE;
  }

  /** Something had to go that paid so much, in satoshis for 1,000 virtual bytes. */
  synchronized void removed(long paid) {
    long above = paid + incrementalRate;
    if (above > rate) {
      rate = above;
      blockSinceRise = false;
    }
  }

  /** A block has made room. */
  synchronized void blockConnected() {
    counted = now();
    blockSinceRise = true;
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
