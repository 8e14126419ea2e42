package cairn.p2p.host;

import cairn.p2p.net.Dial;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.Peer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections to peers that were let in, and those asked for. For the peers' thread alone. */
final class Links {
  private final PeerLoop<Link> loop;
  private final Map<Peer, Link> links = new HashMap<>();

  /** Two may be equal, if the operator wants a node that was already being called. */
  private final IdentityHashMap<Dial, Call> calls = new IdentityHashMap<>();

  Links(PeerLoop<Link> loop) {
    this.loop = loop;
  }

  void add(Peer peer, Link link) {
    link.letIn(peer);
    links.put(peer, link);
  }

  /** Null if there is no connection to the peer any more. */
  @Nullable Link find(Peer peer) {
    return links.get(peer);
  }

  /** Closes a connection, and forgets what has come over it; that it has ended is still told. */
  void close(Link link) {
    loop.forget(link.inbox());
    link.connection().close();
  }

  /** A connection has ended. */
  void remove(Peer peer, Link link) {
    loop.forget(link.inbox());
    links.remove(peer);
  }

  void began(Dial dial, Call call) {
    calls.put(dial, call);
  }

  /** What was asked for has come about or not; null if nobody knows of it. */
  @Nullable Call ended(Dial dial) {
    return calls.remove(dial);
  }
}
