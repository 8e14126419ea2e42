package cairn.p2p.connections;

import cairn.p2p.peer.Peer;
import cairn.p2p.transport.TransportInfo.Protocol;
import java.time.Instant;
import java.util.Optional;

/** What the sockets know of the connections to peers, as of now. */
public interface Activity {
  /** When bytes were last sent; empty if never. */
  Optional<Instant> lastSent(Peer peer);

  /** When bytes last came, whether or not they made a message; empty if never. */
  Optional<Instant> lastReceived(Peer peer);

  Protocol transport(Peer peer);
}
