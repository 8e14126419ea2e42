package cairn.p2p.sync;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a peer may keep the others waiting. Each peer that is dropped for it doubles the time
 * for the next, since it may be this node's own connection that is slow; each block that is
 * connected brings the time back towards where it was.
 */
final class StallingTimeout {
  private static final Logger LOG = LoggerFactory.getLogger(StallingTimeout.class);

  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofSeconds(64);
  private static final int DECREASE_PERCENT = 85;

  private Duration timeout = LEAST;

  Duration timeout() {
    return timeout;
  }

  /** A peer has been dropped for it. */
  void increase() {
    var doubled = timeout.multipliedBy(2);
    if (doubled.compareTo(MOST) > 0) {
      doubled = MOST;
    }
    if (!doubled.equals(timeout)) {
      timeout = doubled;
      LOG.debug("Increased stalling timeout temporarily to {} seconds", timeout.toSeconds());
    }
  }

  /** A block has been connected. */
  void decrease() {
    if (!timeout.equals(LEAST)) {
      var shorter = Duration.ofSeconds(timeout.toSeconds() * DECREASE_PERCENT / 100);
      timeout = shorter.compareTo(LEAST) < 0 ? LEAST : shorter;
      LOG.debug("Decreased stalling timeout to {} seconds", timeout.toSeconds());
    }
  }
}
