package cairn.p2p.gossip;

import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.FakeClock;
import cairn.p2p.MemoryChain;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.connections.Usefulness;
import cairn.p2p.gossip.AddressGossip.Options;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.PeerRecorder;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.AddressMessage;
import cairn.p2p.wire.AddressMessage.Addr;
import cairn.p2p.wire.AddressMessage.AddrV2;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A node of which the gossip is real; what it sends is recorded. */
final class GossipNode extends PeerRecorder {
  static final ServiceFlags SERVICES = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
  static final int VERSION = 70_016;

  final FakeClock clock =
      new FakeClock(
          Instant.ofEpochSecond(Networks.regtest().genesis().header().time())
              .plus(Duration.ofHours(1)));
  final Set<NetworkType> reachable = new HashSet<>(Set.of(NetworkType.IPV4, NetworkType.IPV6));
  final Set<Endpoint> unwanted = new HashSet<>();
  final AddressManager addresses;
  final LocalAddresses local;
  final AddressGossip gossip;
  final MemoryChain chain;
  private final BlockTree tree = new BlockTree(Networks.regtest());

  private final Alarms alarms = new Alarms();
  private long nextPeer;

  GossipNode() {
    this(true, 1);
  }

  GossipNode(boolean listening, int seed) {
    var random = new Random(seed);
    addresses =
        new AddressManager(new NetGroups(AsMap.NONE), AddressManager.newKey(random), random, 0);
    local = new LocalAddresses(true, reachable::contains, 18_444, random);
    chain = new MemoryChain(tree, clock, Runnable::run);
    var surroundings =
        new Surroundings(Networks.regtest(), clock, random, alarms, this, peers, this);
    gossip =
        new AddressGossip(
            surroundings,
            chain,
            addresses,
            local,
            new Usefulness(surroundings, chain),
            new Options(listening, reachable::contains, unwanted::contains));
  }

  /** Has the chain end with a block of this moment. */
  void mineNow() {
    chain.take(List.of(tree.mine(tree.genesis(), clock.instant().getEpochSecond(), List.of())));
  }

  /** A peer at {@code remote} whose handshake is done. */
  Peer connect(ConnectionType type, String remote, Permission... permissions) {
    var peer = greet(type, remote, Optional.empty(), permissions);
    peer.useAddrV2();
    complete(peer);
    return peer;
  }

  /**
   * A peer whose {@code version} has come.
   *
   * @param seenAs where the peer says that this node is
   */
  Peer greet(
      ConnectionType type, String remote, Optional<Endpoint> seenAs, Permission... permissions) {
    var endpoint = endpoint(remote);
    var facts =
        new ConnectionFacts(
            type,
            endpoint,
            remote,
            endpoint("93.184.216.1"),
            endpoint.address().network(),
            SERVICES,
            Set.of(permissions),
            clock.instant());
    var peer = new Peer(new PeerId(nextPeer++), facts, SERVICES);
    peers.add(peer);
    peer.greeted(new Greeting(VERSION, VERSION, SERVICES, "", 0, true, seenAs, Duration.ZERO));
    return peer;
  }

  void complete(Peer peer) {
    gossip.acknowledged(peer);
    peer.enter(Peer.Stage.READY);
    gossip.ready(peer);
  }

  void leave(Peer peer) {
    peer.enter(Peer.Stage.CLOSED);
    peers.remove(peer);
    gossip.closed(peer);
  }

  static Endpoint endpoint(String text) {
    return Endpoint.parse(text, 8333).orElseThrow();
  }

  /** An address that is as new as can be. */
  PeerAddress news(String text) {
    return new PeerAddress(clock.instant().getEpochSecond(), SERVICES, endpoint(text));
  }

  void hear(Peer from, PeerAddress... told) {
    gossip.received(from, new AddrV2(List.of(told)));
  }

  /** Lets time pass, a second at a time. */
  void pass(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      clock.advance(Duration.ofSeconds(1));
      alarms.run(clock.instant());
    }
  }

  /** What is due happens. */
  void wake() {
    alarms.run(clock.instant());
  }

  /** The addresses that a peer was told since it was asked last what was sent. */
  List<Endpoint> toldTo(Peer peer) {
    return sentTo(peer).stream()
        .flatMap(message -> addressesIn(message).stream())
        .map(PeerAddress::endpoint)
        .toList();
  }

  private static List<PeerAddress> addressesIn(Message message) {
    return message instanceof AddressMessage about
        ? switch (about) {
          case Addr(var list) -> list;
          case AddrV2(var list) -> list;
          case AddressMessage.GetAddr() -> List.of();
        }
        : List.of();
  }
}
