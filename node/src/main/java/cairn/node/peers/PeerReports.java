package cairn.node.peers;

import cairn.p2p.host.ConnectionInfo;
import cairn.p2p.host.PeerHost;
import cairn.p2p.net.Traffic;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peers;
import cairn.p2p.protocol.Protocol;
import cairn.rpc.PeerReport;
import java.util.List;

/** All that is known of peers, gathered from the machines. For the thread of the peers. */
record PeerReports(Peers peers, Protocol protocol, PeerHost host) {
  List<PeerReport> all() {
    return peers.all().stream().filter(peer -> !peer.isClosed()).map(this::of).toList();
  }

  private PeerReport of(Peer peer) {
    var socket =
        host.info(peer).orElseGet(() -> new ConnectionInfo(Traffic.NONE, peer.transport()));
    return new PeerReport(
        peer.id(),
        peer.facts(),
        peer.greeting(),
        socket.transport(),
        socket.traffic(),
        protocol.keepalive().latency(peer),
        protocol.gossip().info(peer),
        protocol.sync().info(peer),
        protocol.relay().info(peer));
  }
}
