package cairn.p2p.sync;

import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The peers to synchronise with, in the order in which they were connected. */
final class SyncPeers {
  private final TreeMap<PeerId, SyncPeer> peers = new TreeMap<>();
  private final Set<PeerId> preferred = new HashSet<>();

  /** The state of a peer, which is new the first time. */
  SyncPeer of(Peer peer) {
    return peers.computeIfAbsent(peer.id(), _ -> new SyncPeer(peer));
  }

  /** Whether the peer has not gone, or been told to go. */
  boolean isHere(SyncPeer peer) {
    return peers.containsKey(peer.peer().id()) && !peer.peer().isClosed();
  }

  /** The peer's handshake is done. */
  void ready(SyncPeer peer) {
    if (peer.isPreferred()) {
      preferred.add(peer.peer().id());
    }
  }

  /** The peer has gone. */
  void remove(SyncPeer peer) {
    peers.remove(peer.peer().id());
    preferred.remove(peer.peer().id());
  }

  /** How many there are of whom {@link SyncPeer#isPreferred} holds. */
  int preferred() {
    return preferred.size();
  }

  /** All of them at this time, whose handshake is done and who are not being closed. */
  List<SyncPeer> ready() {
    var ready = new ArrayList<SyncPeer>(peers.size());
    for (var peer : peers.values()) {
      if (peer.peer().isReady()) {
        ready.add(peer);
      }
    }
    return ready;
  }

  Collection<SyncPeer> all() {
    return peers.values();
  }
}
