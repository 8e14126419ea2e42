package cairn.p2p.sync;

import cairn.p2p.peer.ConnectionType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts with peers of this node's own choice when there are more than usual, as there are for a
 * while after one has been tried out: with whichever is of less use for new blocks.
 */
final class ExtraPeers {
  private static final Logger LOG = LoggerFactory.getLogger(ExtraPeers.class);

  /** Before that, a peer has had no chance to show what it is good for. */
  private static final Duration MIN_CONNECTED = Duration.ofSeconds(30);

  /** Whoever has announced one of so many blocks keeps up: an hour's, as a rule. */
  private static final int BLOCKS_KEPT_UP = 6;

  private final SyncSurroundings surroundings;
  private final PeerSearch search;

  ExtraPeers(SyncSurroundings surroundings, PeerSearch search) {
    this.surroundings = surroundings;
    this.search = search;
  }

  void check() {
    if (search.extraBlockRelayPeers() > 0) {
      evictBlockRelay(of(ConnectionType.BLOCK_RELAY_ONLY));
    }
    if (search.extraFullRelayPeers() > 0) {
      evictFullRelay(of(ConnectionType.OUTBOUND_FULL_RELAY));
    }
  }

  private List<SyncPeer> of(ConnectionType type) {
    return surroundings.peers().all().stream()
        .filter(peer -> peer.peer().isReady())
        .filter(peer -> peer.peer().type() == type)
        .toList();
  }

  /**
   * The youngest, unless it gave a block more recently than the next, which does not keep up. Core
   * asks who gave a block last, and no more: the fastest of all who are ever tried would have the
   * place for good then, and no honest peer is as fast as somebody who sets out to be.
   */
  private void evictBlockRelay(List<SyncPeer> peers) {
    if (peers.isEmpty()) {
      return;
    }
    var youngest = peers.getLast();
    var next = peers.size() > 1 ? peers.get(peers.size() - 2) : youngest;
    boolean isUseful =
        youngest.download().lastBlock.isAfter(next.download().lastBlock) && !keepsUp(next);
    var worst = isUseful ? next : youngest;
    if (mayGo(worst)) {
      long at = worst.download().lastBlock.getEpochSecond();
      surroundings
          .discipline()
          .drop(
              worst.peer(), "extra block-relay-only peer (last block received at time " + at + ")");
    } else {
      logKept("block-relay-only", worst);
    }
  }

  private boolean keepsUp(SyncPeer peer) {
    var best = peer.chain().best();
    var tip = surroundings.chain().tip();
    return best != null && best.height() > tip.height() - BLOCKS_KEPT_UP;
  }

  /** The one that has announced a new block least recently; of several, the youngest. */
  private void evictFullRelay(List<SyncPeer> peers) {
    var worst =
        peers.reversed().stream()
            .filter(peer -> !peer.lag().isProtected)
            .filter(peer -> search.hasSeveralBy(peer.peer().facts().network()))
            .min(Comparator.comparing(ExtraPeers::lastAnnouncement));
    if (worst.isEmpty()) {
      return;
    }
    var peer = worst.get();
    if (mayGo(peer)) {
      long at = lastAnnouncement(peer).getEpochSecond();
      surroundings
          .discipline()
          .drop(
              peer.peer(),
              "extra outbound peer (last block announcement received at time " + at + ")");
      // There has been one more for a while, so no other one is needed until the tip is stale again
      search.allowExtraFullRelay(false);
    } else {
      logKept("outbound", peer);
    }
  }

  private static Instant lastAnnouncement(SyncPeer peer) {
    return peer.lag().lastAnnouncement;
  }

  private boolean mayGo(SyncPeer peer) {
    var age = Duration.between(peer.peer().openedAt(), surroundings.now());
    return age.compareTo(MIN_CONNECTED) > 0 && peer.download().requests.isEmpty();
  }

  private static void logKept(String kind, SyncPeer peer) {
    LOG.debug(
        "keeping {} {} chosen for eviction (connect time: {}, blocks_in_flight: {})",
        kind,
        peer.peer(),
        peer.peer().openedAt().getEpochSecond(),
        peer.download().requests.size());
  }
}
