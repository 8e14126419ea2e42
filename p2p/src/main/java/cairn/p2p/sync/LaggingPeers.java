package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.peer.ConnectionType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts with peers of this node's own choice that stay on a chain with less work, so that an
 * attacker cannot fill those few places with peers that know nothing. Some peers that once had as
 * good a chain are kept whatever happens: should the network split, a few of either side stay.
 */
final class LaggingPeers {
  private static final Logger LOG = LoggerFactory.getLogger(LaggingPeers.class);

  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int MAX_PROTECTED = 4;

  private final SyncSurroundings surroundings;
  private final HeaderRequests requests;
  private int protectedPeers;

  LaggingPeers(SyncSurroundings surroundings, HeaderRequests requests) {
    this.surroundings = surroundings;
    this.requests = requests;
  }

  /** The peer has sent headers: it may have shown that it is to be kept. */
  void maybeProtect(SyncPeer peer) {
    var lag = peer.lag();
    if (peer.peer().type() == ConnectionType.OUTBOUND_FULL_RELAY
        && !peer.peer().isClosed()
        && !lag.isProtected
        && peer.chain().hasWork(surroundings.chain().tip().work())
        && protectedPeers < MAX_PROTECTED) {
      LOG.debug("Protecting outbound {} from eviction", peer.peer());
      lag.isProtected = true;
      protectedPeers++;
    }
  }

  /** The peer has gone. */
  void closed(SyncPeer peer) {
    if (peer.lag().isProtected) {
      peer.lag().isProtected = false;
      protectedPeers--;
    }
  }

  /** Looks how the peer compares to this node's tip, and acts when its time is up. */
  void tend(SyncPeer peer) {
    var lag = peer.lag();
    if (lag.isProtected
        || !peer.peer().type().isOutboundOrBlockRelay()
        || !peer.headers().started) {
      return;
    }
    var tip = surroundings.chain().tip();
    if (peer.chain().hasWork(tip.work())) {
      lag.clear();
    } else if (lag.deadline == null
        || (lag.benchmark != null && peer.chain().hasWork(lag.benchmark.work()))) {
      // It lags behind since just now; or it has caught up with where the tip was, not with the tip
      lag.deadline = surroundings.now().plus(PATIENCE);
      lag.benchmark = tip;
      lag.asked = false;
    } else if (surroundings.now().isAfter(lag.deadline)) {
      timeIsUp(peer, Objects.requireNonNull(lag.benchmark));
    }
  }

  /**
   * When the peer is to be looked at again if nothing happens before; the latest time for never.
   */
  Instant due(SyncPeer peer) {
    var deadline = peer.lag().deadline;
    return deadline == null || surroundings.now().isAfter(deadline)
        ? Instant.MAX
        : deadline.plusMillis(1);
  }

  private void timeIsUp(SyncPeer peer, KnownBlock benchmark) {
    var lag = peer.lag();
    var best = hash(peer.chain().best());
    if (lag.asked) {
      surroundings
          .discipline()
          .abandon(peer.peer(), "Outbound peer has old chain, best known block = " + best);
      return;
    }
    // Whether this is sent or an earlier one is still due, the peer has to answer.
    var previous = benchmark.previous();
    requests.ask(peer, previous == null ? benchmark : previous);
    LOG.debug(
        "sending getheaders to outbound {} to verify chain work (current best known block:{},"
            + " benchmark blockhash: {})",
        peer.peer(),
        best,
        benchmark.hash());
    lag.asked = true;
    lag.deadline = surroundings.now().plus(HeaderRequests.PATIENCE);
  }

  private static String hash(@Nullable KnownBlock block) {
    return block == null ? "<none>" : block.hash().toString();
  }
}
