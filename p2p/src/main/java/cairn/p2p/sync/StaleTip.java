package cairn.p2p.sync;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that there has not been a block for long, which happens, but also if all peers are of one
 * mind to keep this node from new blocks. An additional peer is looked for then.
 */
final class StaleTip {
  private static final Logger LOG = LoggerFactory.getLogger(StaleTip.class);

  private static final Duration CHECK_EVERY = Duration.ofMinutes(10);
  private static final int STALE_BLOCKS = 3;

  private final SyncSurroundings surroundings;
  private final BlockRequests requests;
  private final PeerSearch search;
  private Instant lastUpdate;
  private Instant nextCheck = Instant.EPOCH;
  private boolean upToDate;

  StaleTip(SyncSurroundings surroundings, BlockRequests requests, PeerSearch search) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.search = search;
    this.lastUpdate = surroundings.now();
  }

  /** A block has been connected. */
  void updated() {
    lastUpdate = surroundings.now();
  }

  /** Looks whether it is time. */
  void check() {
    var now = surroundings.now();
    if (now.isAfter(nextCheck)) {
      boolean stale = !surroundings.chain().isImporting() && search.isOn() && mayBeStale(now);
      if (stale) {
        LOG.info(
            "Potential stale tip detected, will try using extra outbound peer (last tip update: {}"
                + " seconds ago)",
            Duration.between(lastUpdate, now).toSeconds());
      }
      search.allowExtraFullRelay(stale);
      nextCheck = now.plus(CHECK_EVERY);
    }
    if (!upToDate && surroundings.isNearEnd()) {
      search.beginExtraBlockRelay();
      upToDate = true;
    }
  }

  private boolean mayBeStale(Instant now) {
    var longAgo = now.minus(surroundings.targetSpacing().multipliedBy(STALE_BLOCKS));
    return lastUpdate.isBefore(longAgo) && requests.size() == 0;
  }
}
