package cairn.p2p.relay;

import cairn.p2p.peer.PeerId;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What relay remembers of all peers whose handshake is done, the first connected first. */
final class RelayPeers {
  private final TreeMap<PeerId, RelayPeer> peers = new TreeMap<>();

  void add(RelayPeer peer) {
    peers.put(peer.peer.id(), peer);
  }

  void remove(PeerId id) {
    peers.remove(id);
  }

  /** Null if there is no such peer. */
  @Nullable RelayPeer find(PeerId id) {
    return peers.get(id);
  }

  Collection<RelayPeer> all() {
    return peers.values();
  }
}
