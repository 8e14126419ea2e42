package cairn.rpc.net;

import cairn.p2p.connections.Keepalive.Latency;
import cairn.p2p.gossip.AddressGossip.GossipInfo;
import cairn.p2p.net.Traffic;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.PeerId;
import cairn.p2p.permissions.Permission;
import cairn.p2p.relay.RelayInfo;
import cairn.p2p.sync.SyncInfo;
import cairn.p2p.transport.TransportInfo;
import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Bytes;
import cairn.rpc.PeerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Peers that might be. */
public final class PeerReports {
  private static final ServiceFlags SERVICES =
      ServiceFlags.NETWORK.with(ServiceFlags.WITNESS).with(ServiceFlags.NETWORK_LIMITED);

  private PeerReports() {}

  /** One of which everything is known. */
  public static PeerReport talkative() {
    return new PeerReport(
        new PeerId(7),
        new ConnectionFacts(
            ConnectionType.INBOUND,
            endpoint("8.8.4.4:50000"),
            "8.8.4.4:50000",
            endpoint("192.168.0.2:8333"),
            NetworkType.IPV4,
            ServiceFlags.NONE,
            Set.of(Permission.DOWNLOAD, Permission.NOBAN, Permission.BLOOMFILTER),
            Instant.ofEpochSecond(1_600_000_000, 999_999_999)),
        new Greeting(
            70016,
            70016,
            SERVICES,
            "/Other:1.0/",
            800_000,
            true,
            Optional.of(endpoint("[2a00::1]:8333")),
            Duration.ofMillis(-1999)),
        new TransportInfo(Protocol.V2, Optional.of(Bytes.fromHex("0102" + "ff".repeat(30)))),
        new Traffic(
            20_000,
            10_000,
            Optional.of(Instant.ofEpochSecond(1_699_999_999)),
            Optional.of(Instant.ofEpochSecond(1_699_999_998)),
            Map.of("verack", 24L, "pong", 32L, "addr", 0L, "inv", 61L),
            Map.of("*other*", 100L, "version", 126L)),
        new Latency(
            Optional.of(Duration.ofNanos(12_345_678)),
            Optional.of(Duration.ofNanos(1_000)),
            Optional.of(Instant.ofEpochSecond(1_699_999_997, 500_000_000))),
        new GossipInfo(true, 1001, 5),
        new SyncInfo(
            -1,
            800_100,
            800_099,
            List.of(800_100, 800_101),
            Instant.ofEpochSecond(1_699_999_000),
            true,
            false,
            Instant.EPOCH,
            false),
        Optional.of(
            new RelayInfo(
                true, false, 1000, 12, 4711, Optional.of(Instant.ofEpochSecond(1_699_990_000)))));
  }

  /** One that has said nothing. */
  static PeerReport silent(long id, String name) {
    var remote = endpoint(name);
    return new PeerReport(
        new PeerId(id),
        new ConnectionFacts(
            ConnectionType.BLOCK_RELAY_ONLY,
            remote,
            name,
            Endpoint.UNSPECIFIED,
            remote.address().network(),
            SERVICES,
            Set.of(),
            Instant.ofEpochSecond(1_600_000_000)),
        Greeting.NONE,
        TransportInfo.DETECTING,
        Traffic.NONE,
        new Latency(Optional.empty(), Optional.empty(), Optional.empty()),
        new GossipInfo(false, 0, 0),
        new SyncInfo(-1, -1, -1, List.of(), Instant.EPOCH, false, false, Instant.EPOCH, false),
        Optional.empty());
  }

  private static Endpoint endpoint(String text) {
    return Endpoint.parse(text, 0).orElseThrow();
  }
}
