package cairn.p2p.connections;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.p2p.BlockTree;
import cairn.p2p.FakeClock;
import cairn.p2p.MemoryChain;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.AsMap;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.Discouraged;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Discipline;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.Names;
import cairn.p2p.peer.Outbox;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.peer.Peers;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Target;
import cairn.p2p.permissions.Grant;
import cairn.p2p.transport.TransportInfo.Protocol;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node of which {@link Connections} are real; the test is the network around it. */
final class ConnectionsNode implements Outbox, Discipline, Names, Activity, Merits {
  static final ServiceFlags FULL = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
  static final Endpoint LOCAL = endpoint("127.0.0.1:8333");

  /** A question that nobody has answered. */
  record LookUp(String host, int limit, Consumer<List<NetworkAddress>> answer) {}

  final Network network;
  final FakeClock clock;
  final Alarms alarms = new Alarms();
  final Peers peers = new Peers();
  final AddressManager addresses;
  final BanList bans = new BanList(Duration.ofDays(1));
  final Discouraged discouraged = new Discouraged(new Random(7));
  final Connections connections;

  /** What was asked for and is not answered. */
  final List<Call> calls = new ArrayList<>();

  final List<LookUp> lookUps = new ArrayList<>();
  final Set<Endpoint> own = new HashSet<>();

  /** When bytes were last sent, and came; all the time, of those of whom nothing is said here. */
  final Map<Peer, Optional<Instant>> lastSent = new HashMap<>();

  final Map<Peer, Optional<Instant>> lastReceived = new HashMap<>();
  final Map<Peer, Instant> lastTransaction = new HashMap<>();
  final Set<Peer> undecided = new HashSet<>();
  ServiceFlags services = FULL;
  long bytesSent;

  private final Misconduct misconduct;
  private final Map<Peer, String> dropped = new LinkedHashMap<>();
  private final List<Peer> closing = new ArrayList<>();

  /** How far the clocks of others are ahead. */
  Duration clockAhead = Duration.ZERO;

  ConnectionsNode(ConnectionOptions options) {
    this(options, Networks.main(), 1, List.of());
  }

  ConnectionsNode(ConnectionOptions options, List<PeerAddress> anchors) {
    this(options, Networks.main(), 1, anchors);
  }

  ConnectionsNode(
      ConnectionOptions options, Network network, long seed, List<PeerAddress> anchors) {
    this(options, network, seed, anchors, _ -> {});
  }

  /**
   * @param begin is given the addresses before the connections are there
   */
  ConnectionsNode(
      ConnectionOptions options,
      Network network,
      long seed,
      List<PeerAddress> anchors,
      Consumer<AddressManager> begin) {
    this.network = network;
    var tree = new BlockTree(Networks.regtest());
    var random = new Random(seed);
    clock = new FakeClock(Instant.ofEpochSecond(1_800_000_000));
    var groups = new NetGroups(AsMap.NONE);
    addresses = new AddressManager(groups, AddressManager.newKey(random), random, 0);
    begin.accept(addresses);
    misconduct = new Misconduct(peers, this, discouraged::add);
    var surroundings = new Surroundings(network, clock, random, alarms, this, peers, this);
    var chain = new MemoryChain(tree, clock, Runnable::run);
    connections =
        new Connections(
            surroundings,
            options,
            new ConnectionNeighbours(
                addresses,
                groups,
                bans,
                discouraged,
                this,
                new Usefulness(surroundings, chain),
                this,
                this,
                own::contains,
                () -> services,
                () -> bytesSent),
            anchors);
    connections.start();
  }

  static NetworkAddress address(String text) {
    return NetworkAddress.parse(text).orElseThrow();
  }

  static Endpoint endpoint(String text) {
    return Endpoint.parse(text, 8333).orElseThrow();
  }

  /** Has the node know of others, as told by somebody far away. */
  void know(ServiceFlags services, String... endpoints) {
    for (var text : endpoints) {
      var told = new PeerAddress(clock.instant().getEpochSecond() - 3600, services, endpoint(text));
      // The more sources, the more of its places an address can have.
      addresses.add(List.of(told), told.endpoint().address(), Duration.ZERO, clock.instant());
    }
  }

  /** Has the node know of {@code count} others, each in a place of its own. */
  void knowMany(int count) {
    for (int i = 0; i < count; i++) {
      know(FULL, "%d.%d.1.1:8333".formatted(20 + i / 200, i % 200));
    }
  }

  void beat() {
    clock.advance(Connections.BEAT);
    connections.beat();
    finishClosing();
  }

  void beats(int count) {
    for (int i = 0; i < count; i++) {
      beat();
    }
  }

  /** The only call that was asked for and is not answered. */
  Call call() {
    if (calls.size() != 1) {
      throw new AssertionError("not one call, but " + calls);
    }
    return calls.getFirst();
  }

  /** The next call succeeds; null if the node does not want it any more. */
  @Nullable Peer tryAnswer() {
    var call = calls.removeFirst();
    var remote = call.target() instanceof Target.Node(var at) ? at : Endpoint.UNSPECIFIED;
    return take(connections.opened(call, remote, endpoint("10.0.0.1:40000")));
  }

  /** The next call succeeds, and the node still wants it. */
  Peer answer() {
    return Objects.requireNonNull(tryAnswer());
  }

  /** The next call succeeds, and the two greet each other. */
  Peer answerAndGreet() {
    var peer = answer();
    greet(peer, FULL, true);
    return peer;
  }

  /** The next call fails. */
  void fail() {
    connections.failed(calls.removeFirst(), "connection refused", false);
  }

  /** Beats, and has each call succeed, until the node calls no more for a while. */
  List<Peer> settle() {
    var opened = new ArrayList<Peer>();
    for (int quiet = 0; quiet < 5; quiet++) {
      beat();
      while (!calls.isEmpty()) {
        opened.add(answerAndGreet());
        finishClosing();
        quiet = 0;
      }
    }
    return opened;
  }

  /** Somebody connects; null if he is not let in. */
  @Nullable Peer arrive(String from) {
    return arrive(new Arrival(endpoint(from), LOCAL, false, Grant.NONE));
  }

  @Nullable Peer arrive(Arrival arrival) {
    var peer = take(connections.arrived(arrival));
    finishClosing();
    return peer;
  }

  /** Somebody connects and is let in. */
  Peer letIn(String from) {
    return Objects.requireNonNull(arrive(from));
  }

  private @Nullable Peer take(@Nullable Peer peer) {
    if (peer != null) {
      peers.add(peer);
    }
    return peer;
  }

  /** The peer says who it is, and all that follows. */
  void greet(Peer peer, ServiceFlags services, boolean relay) {
    connections.offers(peer, services);
    peer.greeted(new Greeting(70016, 70016, services, "", 0, relay, Optional.empty(), clockAhead));
    if (connections.greeted(peer)) {
      connections.acknowledged(peer);
      if (peer.type() == ConnectionType.FEELER) {
        drop(peer, "feeler connection completed");
      } else {
        peer.enter(Stage.READY);
        connections.ready(peer);
      }
    }
    finishClosing();
  }

  /** The peer goes. */
  void leave(Peer peer) {
    leave(peer, false);
  }

  void leave(Peer peer, boolean retryWithV1) {
    peer.enter(Stage.CLOSED);
    peers.remove(peer);
    connections.closed(peer, retryWithV1);
  }

  /** Why the peer was dropped; empty if it was not. */
  Optional<String> dropped(Peer peer) {
    return Optional.ofNullable(dropped.get(peer));
  }

  /** The peers that are there, of one type. */
  List<Peer> connected(ConnectionType type) {
    return peers.all().stream().filter(peer -> peer.type() == type && !peer.isClosed()).toList();
  }

  /** Answers the next question about a name. */
  void tell(NetworkAddress... found) {
    lookUps.removeFirst().answer().accept(List.of(found));
  }

  private void finishClosing() {
    while (!closing.isEmpty()) {
      leave(closing.removeFirst());
    }
  }

  @Override
  public void send(Peer to, Message message) {
    throw new AssertionError("who decides on connections says nothing: " + message);
  }

  @Override
  public boolean isFull(Peer peer) {
    throw new AssertionError("who says nothing need not know how much waits for " + peer);
  }

  @Override
  public void close(Peer peer) {
    closing.add(peer);
  }

  @Override
  public void connect(Call call) {
    calls.add(call);
  }

  @Override
  public void drop(Peer peer, String reason) {
    dropped.putIfAbsent(peer, reason);
    misconduct.drop(peer, reason);
  }

  @Override
  public void abandon(Peer peer, String reason) {
    drop(peer, reason);
  }

  @Override
  public void misbehaving(Peer peer, String what) {
    misconduct.misbehaving(peer, what);
    finishClosing();
  }

  @Override
  public void lookUp(String host, int limit, Consumer<List<NetworkAddress>> answer) {
    lookUps.add(new LookUp(host, limit, answer));
  }

  @Override
  public Optional<Instant> lastSent(Peer peer) {
    return lastSent.getOrDefault(peer, Optional.of(clock.instant()));
  }

  @Override
  public Optional<Instant> lastReceived(Peer peer) {
    return lastReceived.getOrDefault(peer, Optional.of(clock.instant()));
  }

  @Override
  public Protocol transport(Peer peer) {
    return undecided.contains(peer) ? Protocol.DETECTING : Protocol.V1;
  }

  @Override
  public Optional<Duration> minPing(Peer peer) {
    return Optional.empty();
  }

  @Override
  public Instant lastBlock(Peer peer) {
    return Instant.EPOCH;
  }

  @Override
  public Instant lastTransaction(Peer peer) {
    return lastTransaction.getOrDefault(peer, Instant.EPOCH);
  }

  @Override
  public boolean hasFilter(Peer peer) {
    return false;
  }
}
