package cairn.p2p.sync;

import cairn.p2p.wire.CompactBlockMessage.SendCmpct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The peers that send new blocks as compact blocks without being asked: the last three that were
 * the first with a block, one of them of this node's own choice if possible.
 */
final class HighBandwidthPeers {
  /** Of compact blocks: that which knows of witnesses. */
  static final long VERSION = 2;

  private static final int MAX = 3;

  private final SyncSurroundings surroundings;
  private final List<SyncPeer> chosen = new ArrayList<>();

  HighBandwidthPeers(SyncSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  void closed(SyncPeer peer) {
    chosen.remove(peer);
  }

  /** The peer has given a new block, and that was good. */
  void choose(SyncPeer peer) {
    // Without transactions of one's own, compact blocks are of no use.
    if (surroundings.options().blocksOnly() || !peer.compact().provides) {
      return;
    }
    if (chosen.remove(peer)) {
      chosen.add(peer);
      return;
    }
    if (peer.peer().type().isInbound() && chosen.size() == MAX) {
      keepLastOutbound();
    }
    tell(peer, true);
    chosen.add(peer);
    if (chosen.size() > MAX) {
      tell(chosen.removeFirst(), false);
    }
  }

  /** Has the second go instead of the first, if that is the only one of this node's own choice. */
  private void keepLastOutbound() {
    long outbound = chosen.stream().filter(peer -> !peer.peer().type().isInbound()).count();
    if (outbound == 1 && !chosen.getFirst().peer().type().isInbound()) {
      Collections.swap(chosen, 0, 1);
    }
  }

  private void tell(SyncPeer peer, boolean unasked) {
    surroundings.send(peer.peer(), new SendCmpct(unasked ? 1 : 0, VERSION));
    peer.compact().sendsUnasked = unasked;
  }
}
