package cairn.p2p.simulator;

import cairn.genesis.Network;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.Discouraged;
import cairn.p2p.connections.Activity;
import cairn.p2p.connections.ConnectionOptions;
import cairn.p2p.connections.ConnectionOptions.Means;
import cairn.p2p.connections.ConnectionOptions.Seeds;
import cairn.p2p.connections.Connections;
import cairn.p2p.connections.Handshake;
import cairn.p2p.connections.Misconduct;
import cairn.p2p.gossip.AddressGossip;
import cairn.p2p.gossip.LocalAddresses;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.Names;
import cairn.p2p.peer.Outbox;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peers;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Timetable;
import cairn.p2p.peer.Wakeup;
import cairn.p2p.permissions.Grant;
import cairn.p2p.protocol.Protocol;
import cairn.p2p.relay.RelayOptions;
import cairn.p2p.sync.BlockFilters;
import cairn.p2p.sync.SyncOptions;
import cairn.p2p.transport.TransportInfo;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.Message.Encoded;
import cairn.p2p.wire.MessageCodec;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.DecodeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node from its start to its stop: the machines as they are in production, with the simulated
 * network for their sockets.
 */
final class SimulatedNode implements Actor, Outbox, Names, Activity {
  static final ServiceFlags SERVICES = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);

  /** Production looks after its connections all the time; here it is done when it matters. */
  private static final Duration RESTING_BEAT = Duration.ofMinutes(1);

  private static final TransportInfo TRANSPORT =
      new TransportInfo(TransportInfo.Protocol.V1, Optional.empty());

  private final Home home;
  private final SimulatedNetwork network;
  private final SimulatedTime time;
  private final long startedAt;
  private final Alarms alarms = new Alarms();
  private final Wakeup heartbeat = new Wakeup(alarms, this::beat);
  private final Peers peers = new Peers();
  private final Protocol protocol;
  private final Map<Peer, End> ends = new LinkedHashMap<>();
  private final Set<End> held = new LinkedHashSet<>();
  private boolean isUp = true;
  private boolean isSettling;
  private long wakeAt = Long.MAX_VALUE;

  /** The alarm that {@link #wakeAt} is for. */
  private Instant armed = Instant.MAX;

  /** Why peers were dropped, and how often. */
  final Map<String, Integer> dropped = new LinkedHashMap<>();

  SimulatedNode(
      Home home,
      SimulatedNetwork network,
      SimulatedTime time,
      Network rules,
      ConnectionOptions.Limits limits,
      SplittableRandom random) {
    this.home = home;
    this.network = network;
    this.time = time;
    this.startedAt = time.micros();
    var discouraged = new Discouraged(random);
    var discipline = new Drops(new Misconduct(peers, this, discouraged::add), dropped);
    var local = new LocalAddresses(false, NetworkType.IPV4::equals, port(), random);
    local.add(home.site.endpoint(), LocalAddresses.Source.MANUAL);
    protocol =
        new Protocol(
            new Surroundings(rules, time, random, alarms, this, peers, discipline),
            new Protocol.Offer(home.chain, home.pool, BlockFilters.NONE, () -> SERVICES),
            new Protocol.Knowledge(
                home.addresses,
                home.groups,
                local,
                new BanList(Duration.ofDays(1)),
                discouraged,
                home.anchors),
            new Protocol.Outside(new Timetable(alarms, time), this, this, () -> 0),
            new Protocol.Options(
                ConnectionOptions.DEFAULT
                    .with(new Seeds(List.of(), false, false, false))
                    .with(new Means(EnumSet.of(NetworkType.IPV4), false, false))
                    .with(limits),
                new Handshake.Options("/simulated/", true),
                new AddressGossip.Options(
                    true,
                    NetworkType.IPV4::equals,
                    endpoint -> discouraged.contains(endpoint.address())),
                SyncOptions.DEFAULT,
                RelayOptions.SMALL));
  }

  private int port() {
    return home.site.endpoint().port();
  }

  /** Begins to call others, and to be called. */
  void start() {
    home.run(this);
    network.listen(this);
    protocol.connections().start();
    beat();
    settle();
  }

  private void beat() {
    protocol.connections().beat();
    beatWhenDue();
  }

  /** To be called whenever a call has ended, or somebody who was called is gone. */
  private void beatWhenDue() {
    var now = time.instant();
    var earliest = now.plus(Connections.BEAT);
    var latest = now.plus(RESTING_BEAT);
    var due = protocol.connections().nextCall();
    heartbeat.at(
        due.isBefore(earliest) ? earliest : due.isBefore(latest) ? due.plusNanos(1000) : latest);
  }

  /**
   * Ends.
   *
   * @param cleanly whether peers are told, as they are unless the power fails
   */
  void stop(boolean cleanly) {
    home.anchors = protocol.connections().anchors();
    home.run(null);
    isUp = false;
    network.stopListening(this);
    for (var end : List.copyOf(ends.values())) {
      if (cleanly) {
        network.close(end);
      } else {
        network.vanish(end);
      }
    }
  }

  Protocol protocol() {
    return protocol;
  }

  Home home() {
    return home;
  }

  /** How long it has been running. */
  Duration uptime() {
    return Duration.ofNanos((time.micros() - startedAt) * 1000);
  }

  /** The other ends of the connections to peers whose handshake is done. */
  Stream<End> peers() {
    return peers.all().stream().filter(Peer::isReady).map(this::end);
  }

  private End end(Peer peer) {
    return Objects.requireNonNull(ends.get(peer));
  }

  /** Does what has become possible by what has just happened, and sees what is due next. */
  void settle() {
    if (isSettling || !isUp) {
      return;
    }
    isSettling = true;
    for (boolean again = !held.isEmpty(); again; ) { // seldom: nearly all is done as it comes
      again = false;
      for (var end : List.copyOf(held)) {
        again |= release(end);
      }
    }
    isSettling = false;
    var next = alarms.next();
    if (!next.equals(armed)) {
      armed = next;
      wake(time.micros(next));
    }
  }

  private boolean release(End end) {
    boolean any = false;
    var waiting = Objects.requireNonNull(end.waiting);
    while (!waiting.isEmpty() && isReadyFor(end, waiting.element())) {
      take(end, waiting.remove());
      any = true;
    }
    if (waiting.isEmpty()) {
      held.remove(end);
    }
    return any;
  }

  private void wake(long at) {
    if (at >= wakeAt) {
      return;
    }
    wakeAt = at;
    time.at(
        at,
        () -> {
          if (isUp && wakeAt == at) {
            wakeAt = Long.MAX_VALUE;
            armed = Instant.MAX;
            alarms.run(time.instant());
            settle();
          }
        });
  }

  @Override
  public Site site() {
    return home.site;
  }

  @Override
  public boolean isUp() {
    return isUp;
  }

  @Override
  public void arrived(End end) {
    begin(end, protocol.arrived(new Arrival(end.remote(), end.local(), false, Grant.NONE)));
  }

  @Override
  public void opened(End end, Call call) {
    var peer = protocol.opened(call, end.remote(), end.local());
    beatWhenDue();
    begin(end, peer);
  }

  private void begin(End end, @Nullable Peer peer) {
    if (peer == null) {
      network.close(end);
    } else {
      end.peer = peer;
      peer.use(TRANSPORT);
      ends.put(peer, end);
      protocol.begin(peer);
    }
    settle();
  }

  @Override
  public void failed(Call call, String reason) {
    protocol.failed(call, reason, false);
    beatWhenDue();
    settle();
  }

  @Override
  public void received(End end, Message message) {
    if (!isUp) {
      return;
    }
    boolean isNext = end.waiting == null || end.waiting.isEmpty();
    if (isNext && isReadyFor(end, message)) {
      take(end, message);
    } else {
      if (end.waiting == null) {
        end.waiting = new ArrayDeque<>();
      }
      end.waiting.add(message);
      held.add(end);
    }
    settle();
  }

  private boolean isReadyFor(End end, Message message) {
    return end.peer == null || protocol.isReadyFor(end.peer, message.command());
  }

  private void take(End end, Message message) {
    if (end.peer != null && !end.peer.isClosed()) {
      protocol.received(end.peer, read(message));
    }
  }

  private static Message read(Message message) {
    if (!(message instanceof Encoded(var type, var payload))) {
      return message;
    }
    try {
      return MessageCodec.decode(type.command(), payload);
    } catch (DecodeException e) {
      throw new AssertionError("what a node sends can be read", e);
    }
  }

  @Override
  public void closed(End end) {
    held.remove(end);
    if (end.peer != null && ends.remove(end.peer) != null && isUp) {
      end.peer.enter(Peer.Stage.CLOSED);
      protocol.closed(end.peer, false);
      if (end.isCaller()) {
        beatWhenDue();
      }
      settle();
    }
  }

  @Override
  public void send(Peer to, Message message) {
    var end = ends.get(to);
    if (end != null) {
      network.send(end, message);
    }
  }

  @Override
  public boolean isFull(Peer peer) {
    if (!network.isBusy(home.site)) {
      return false;
    }
    var end = ends.get(peer);
    if (end == null || !network.isFull(end)) {
      return false;
    }
    if (!end.awaitsRoom) {
      end.awaitsRoom = true;
      time.at(time.micros() + network.untilRoom(end), () -> drained(peer, end));
    }
    return true;
  }

  private void drained(Peer peer, End end) {
    end.awaitsRoom = false;
    if (isUp && end.isOpen) {
      protocol.drained(peer);
      settle();
    }
  }

  @Override
  public void close(Peer peer) {
    var end = ends.get(peer);
    if (end != null) {
      network.close(end);
    }
  }

  @Override
  public void connect(Call call) {
    network.connect(this, call);
  }

  @Override
  public void lookUp(String host, int limit, Consumer<List<NetworkAddress>> answer) {
    throw new AssertionError("a simulated node knows of others by their addresses alone: " + host);
  }

  @Override
  public Optional<Instant> lastSent(Peer peer) {
    return at(end(peer).lastSent);
  }

  @Override
  public Optional<Instant> lastReceived(Peer peer) {
    return at(end(peer).lastReceived);
  }

  private Optional<Instant> at(long micros) {
    return micros < 0 ? Optional.empty() : Optional.of(time.instant(micros));
  }

  @Override
  public TransportInfo.Protocol transport(Peer peer) {
    return TransportInfo.Protocol.V1;
  }
}
