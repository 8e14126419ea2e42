package cairn.p2p.host;

import cairn.p2p.connections.Activity;
import cairn.p2p.peer.Peer;
import cairn.p2p.transport.TransportInfo.Protocol;
import java.time.Instant;
import java.util.Optional;

/** What the sockets know of peers, as those ask who decide on connections. */
record SocketActivity(PeerHost host) implements Activity {
  @Override
  public Optional<Instant> lastSent(Peer peer) {
    return host.info(peer).flatMap(info -> info.traffic().lastSent());
  }

  @Override
  public Optional<Instant> lastReceived(Peer peer) {
    return host.info(peer).flatMap(info -> info.traffic().lastReceived());
  }

  @Override
  public Protocol transport(Peer peer) {
    return host.info(peer).map(ConnectionInfo::transport).orElse(peer.transport()).protocol();
  }
}
