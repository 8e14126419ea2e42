package cairn.p2p.connections;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.FakeClock;
import cairn.p2p.MemoryChain;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.PeerRecorder;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What a node has that says only the first things to its peers: all that it does is recorded. */
final class SpeakingNode extends PeerRecorder {
  static final ServiceFlags FULL = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
  static final Endpoint REMOTE = Endpoint.parse("20.1.1.1", 8333).orElseThrow();

  final FakeClock clock;
  final Alarms alarms = new Alarms();
  final BlockTree tree = new BlockTree(Networks.regtest());
  final MemoryChain chain;
  final Surroundings surroundings;
  final List<Peer> closed = new ArrayList<>();

  private long nextId;

  SpeakingNode() {
    // A year after the only block there is.
    long genesis = tree.genesis().header().time();
    clock = new FakeClock(Instant.ofEpochSecond(genesis).plus(Duration.ofDays(365)));
    chain = new MemoryChain(tree, clock, Runnable::run);
    surroundings =
        new Surroundings(Networks.regtest(), clock, new Random(1), alarms, this, peers, this);
  }

  Peer peer(ConnectionType type, Permission... permissions) {
    return peer(type, REMOTE, NetworkType.IPV4, permissions);
  }

  Peer peer(ConnectionType type, Endpoint remote, NetworkType network, Permission... permissions) {
    var facts =
        new ConnectionFacts(
            type,
            remote,
            remote.toString(),
            Endpoint.UNSPECIFIED,
            network,
            ServiceFlags.NETWORK,
            Set.of(permissions),
            clock.instant());
    var peer = new Peer(new PeerId(nextId++), facts, FULL);
    peers.add(peer);
    return peer;
  }

  /** A peer whose handshake is done. */
  Peer ready(int version) {
    var peer = peer(ConnectionType.INBOUND);
    peer.greeted(
        new Greeting(version, version, FULL, "", 0, true, Optional.empty(), Duration.ZERO));
    peer.enter(Stage.READY);
    return peer;
  }

  /** Goes through all alarms of that time, each at its time. */
  void advance(Duration by) {
    var until = clock.instant().plus(by);
    for (var next = alarms.next(); !next.isAfter(until); next = alarms.next()) {
      if (next.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), next));
      }
      alarms.run(clock.instant());
    }
    clock.advance(Duration.between(clock.instant(), until));
  }

  @Override
  public void close(Peer peer) {
    super.close(peer);
    closed.add(peer);
  }

  @Override
  public void misbehaving(Peer peer, String what) {
    throw new AssertionError("whatever a handshake or a ping is like, it is no offence: " + what);
  }
}
