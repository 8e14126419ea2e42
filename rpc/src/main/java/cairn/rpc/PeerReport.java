package cairn.rpc;

import cairn.p2p.connections.Keepalive.Latency;
import cairn.p2p.gossip.AddressGossip.GossipInfo;
import cairn.p2p.net.Traffic;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.PeerId;
import cairn.p2p.relay.RelayInfo;
import cairn.p2p.sync.SyncInfo;
import cairn.p2p.transport.TransportInfo;
import java.util.Optional;

/**
 * All that is known of a peer.
 *
 * @param latency of its answers to pings
 * @param gossip what it tells of other nodes
 * @param relay of transactions; empty if there is none with it
 */
public record PeerReport(
    PeerId id,
    ConnectionFacts facts,
    Greeting greeting,
    TransportInfo transport,
    Traffic traffic,
    Latency latency,
    GossipInfo gossip,
    SyncInfo sync,
    Optional<RelayInfo> relay) {}
