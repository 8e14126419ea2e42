package cairn.p2p.peer;

import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The peers that there are, in the order in which they were connected. Not thread-safe. */
public final class Peers {
  private final TreeMap<PeerId, Peer> peers = new TreeMap<>();

  public void add(Peer peer) {
    peers.put(peer.id(), peer);
  }

  public void remove(Peer peer) {
    peers.remove(peer.id());
  }

  /** Null if there is no such peer any more. */
  public @Nullable Peer find(PeerId id) {
    return peers.get(id);
  }

  /** All of them, those being closed included; not to be kept. */
  public Collection<Peer> all() {
    return Collections.unmodifiableCollection(peers.values());
  }
}
