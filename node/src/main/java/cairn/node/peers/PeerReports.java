package cairn.node.peers;

import cairn.p2p.host.PeerHost;
import cairn.p2p.net.Traffic;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peers;
import cairn.p2p.protocol.Protocol;
import cairn.rpc.PeerReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All that is known of peers, gathered from the machines. For the thread of the peers. */
record PeerReports(Peers peers, Protocol protocol, PeerHost host) {
  private static final PeerReport.Traffic NOTHING =
      new PeerReport.Traffic(Instant.EPOCH, Instant.EPOCH, 0, 0, Map.of(), Map.of());

  List<PeerReport> all() {
    return peers.all().stream().filter(peer -> !peer.isClosed()).map(this::of).toList();
  }

  private PeerReport of(Peer peer) {
    var info = host.info(peer);
    var gossip = protocol.gossip().info(peer);
    return new PeerReport(
        peer.id(),
        peer.facts(),
        peer.greeting(),
        info.map(now -> now.transport()).orElse(peer.transport()),
        info.map(now -> traffic(now.traffic())).orElse(NOTHING),
        protocol.keepalive().latency(peer),
        new PeerReport.Gossip(gossip.enabled(), gossip.processed(), gossip.overLimit()),
        protocol.sync().info(peer),
        protocol.relay().info(peer));
  }

  private static PeerReport.Traffic traffic(Traffic traffic) {
    return new PeerReport.Traffic(
        traffic.lastSent().orElse(Instant.EPOCH),
        traffic.lastReceived().orElse(Instant.EPOCH),
        traffic.sent(),
        traffic.received(),
        traffic.sentBy(),
        traffic.receivedBy());
  }
}
