package cairn.p2p.sync;

import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The peers to synchronise with, in the order in which they were connected. */
final class SyncPeers {
  private final Map<PeerId, SyncPeer> byId = new HashMap<>();
  private final Set<PeerId> preferred = new HashSet<>();

  /** Never changed, but replaced: whoever goes through it may cause peers to go. */
  private List<SyncPeer> all = List.of();

  /** The state of a peer, which is new the first time. */
  SyncPeer of(Peer peer) {
    var known = byId.get(peer.id());
    if (known != null) {
      return known;
    }
    var added = new SyncPeer(peer);
    byId.put(peer.id(), added);
    var longer = new ArrayList<>(all);
    int place = longer.size();
    while (place > 0 && longer.get(place - 1).peer().id().compareTo(peer.id()) > 0) {
      place--; // it was connected before, and has taken longer to introduce itself
    }
    longer.add(place, added);
    all = List.copyOf(longer);
    return added;
  }

  /** Whether the peer has not gone, or been told to go. */
  boolean isHere(SyncPeer peer) {
    return byId.containsKey(peer.peer().id()) && !peer.peer().isClosed();
  }

  /** The peer's handshake is done. */
  void ready(SyncPeer peer) {
    if (peer.isPreferred()) {
      preferred.add(peer.peer().id());
    }
  }

  /** The peer has gone. */
  void remove(SyncPeer peer) {
    var id = peer.peer().id();
    if (byId.remove(id) != null) {
      all = all.stream().filter(other -> !other.peer().id().equals(id)).toList();
      preferred.remove(id);
    }
  }

  /** How many there are of whom {@link SyncPeer#isPreferred} holds. */
  int preferred() {
    return preferred.size();
  }

  /** All of them at this time. */
  List<SyncPeer> all() {
    return all;
  }
}
