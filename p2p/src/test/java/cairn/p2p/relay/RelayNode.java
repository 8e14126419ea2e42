package cairn.p2p.relay;

import cairn.genesis.Networks;
import cairn.p2p.FakeClock;
import cairn.p2p.MemoryPool;
import cairn.p2p.TestTransactions;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.PeerRecorder;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Timetable;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.BloomMessage;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.FeeFilter;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.Mempool;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A node of which relay is real; what it does to its peers is recorded. */
final class RelayNode extends PeerRecorder implements RelayNeighbours {
  static final Instant START = Instant.ofEpochSecond(1_700_000_000);
  static final ServiceFlags FULL = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);

  private static final int VERSION = 70_016;

  /** A peer that is about to connect. */
  final class Caller {
    private final ConnectionType type;
    private ServiceFlags services = FULL;
    private ServiceFlags ourServices = FULL;
    private boolean relay = true;
    private boolean byWtxid = true;
    private Endpoint local = Endpoint.UNSPECIFIED;
    private final EnumSet<Permission> permissions = EnumSet.noneOf(Permission.class);

    Caller(ConnectionType type) {
      this.type = type;
    }

    Caller allowed(Permission... some) {
      permissions.addAll(Permission.closure(EnumSet.copyOf(Arrays.asList(some))));
      return this;
    }

    Caller services(ServiceFlags services) {
      this.services = services;
      return this;
    }

    /** It is told that this node serves filters. */
    Caller servedFilters() {
      ourServices = FULL.with(ServiceFlags.BLOOM);
      return this;
    }

    Caller withoutRelay() {
      relay = false;
      return this;
    }

    Caller byTxid() {
      byWtxid = false;
      return this;
    }

    Caller at(Endpoint local) {
      this.local = local;
      return this;
    }

    Peer connect() {
      var facts =
          new ConnectionFacts(
              type,
              Endpoint.UNSPECIFIED,
              "",
              local,
              NetworkType.IPV4,
              services,
              permissions,
              clock.instant());
      var peer = new Peer(new PeerId(nextPeer++), facts, ourServices);
      peers.add(peer);
      peer.greeted(
          new Greeting(VERSION, VERSION, services, "", 0, relay, Optional.empty(), Duration.ZERO));
      if (byWtxid) {
        peer.useWtxidRelay();
      }
      peer.enter(Peer.Stage.READY);
      relay().ready(peer);
      return peer;
    }

    private TransactionRelay relay() {
      return RelayNode.this.relay;
    }
  }

  private record Received(Peer peer, Message message) {}

  final FakeClock clock;
  final Alarms alarms;
  final Alarms tasks = new Alarms();
  final MemoryPool pool;
  final TransactionRelay relay;
  final Map<PeerId, MessageType> wantTransactions = new HashMap<>();
  final List<Transaction> notInPool = new ArrayList<>();

  /** Where messages go; they are recorded if there is none. */
  @Nullable BiConsumer<Peer, Message> wire;

  boolean isFarBehind;
  boolean isUploadLimitReached;
  @Nullable Block newest;

  private final Queue<Runnable> poolTasks = new ArrayDeque<>();
  private final List<Received> waiting = new ArrayList<>();
  private long nextPeer;

  RelayNode() {
    this(RelayOptions.SMALL, new SplittableRandom(1));
  }

  RelayNode(RelayOptions options, RandomGenerator random) {
    this(options, random, new FakeClock(START), new Alarms());
  }

  RelayNode(RelayOptions options, RandomGenerator random, FakeClock clock, Alarms alarms) {
    this.clock = clock;
    this.alarms = alarms;
    pool = new MemoryPool(poolTasks::add);
    var surroundings =
        new Surroundings(Networks.regtest(), clock, random, alarms, this, peers, this);
    relay =
        new TransactionRelay(
            surroundings, new Timetable(tasks, clock), () -> isFarBehind, pool, options, this);
  }

  /** A new peer of this node's own choice: it is preferred. */
  Peer outbound() {
    return new Caller(ConnectionType.OUTBOUND_FULL_RELAY).connect();
  }

  /** A new peer that has connected: it is not preferred. */
  Peer inbound() {
    return new Caller(ConnectionType.INBOUND).connect();
  }

  Caller calls(ConnectionType type) {
    return new Caller(type);
  }

  void offer(Peer peer, TransactionId... ids) {
    receive(peer, new Inv(items(ids)));
  }

  void offer(Peer peer, Transaction... transactions) {
    offer(peer, ids(peer, transactions));
  }

  void give(Peer peer, Transaction transaction) {
    receive(peer, new Tx(transaction));
  }

  void askedFor(Peer peer, TransactionId... ids) {
    receive(peer, new GetData(items(ids)));
  }

  /** Has the peer send a message, and the node deal with all that follows. */
  void receive(Peer peer, Message message) {
    receiveOnly(peer, message);
    settle();
  }

  /** Has the peer send a message; the pool does not deal with transactions yet. */
  void receiveOnly(Peer peer, Message message) {
    waiting.add(new Received(peer, message));
    deal();
  }

  /** Deals with what was received, of each peer in its order, as far as no answer is awaited. */
  private void deal() {
    for (var next = nextReady(); next != null; next = nextReady()) {
      waiting.remove(next);
      deal(next.peer, next.message);
    }
    finishClosing();
  }

  private @Nullable Received nextReady() {
    var passed = new HashSet<Peer>();
    for (var next : waiting) {
      if (passed.add(next.peer) && isReadyFor(next)) {
        return next;
      }
    }
    return null;
  }

  private static boolean isReadyFor(Received next) {
    return next.message instanceof Tx
        ? next.peer.maySendTransaction()
        : !next.peer.isAwaitingAnswers();
  }

  private void deal(Peer peer, Message message) {
    if (peer.isClosed()) {
      return;
    }
    switch (message) {
      case Inv inv -> relay.received(peer, inv);
      case Tx tx -> relay.received(peer, tx);
      case NotFound notFound -> relay.received(peer, notFound);
      case Mempool mempool -> relay.received(peer, mempool);
      case FeeFilter filter -> relay.received(peer, filter);
      case BloomMessage bloom -> relay.received(peer, bloom);
      case GetData(var items) -> {
        var missing = items.stream().filter(item -> !relay.serve(peer, item)).toList();
        if (!missing.isEmpty()) {
          send(peer, new NotFound(missing));
        }
      }
      default -> throw new IllegalArgumentException("not for relay: " + message);
    }
  }

  /** Has the pool deal with all that was handed over. */
  void settle() {
    while (settleOne()) {}
    alarms.run(clock.instant());
    finishClosing();
  }

  /** Has the pool deal with the next of them; false if there is none. */
  boolean settleOne() {
    var task = poolTasks.poll();
    if (task != null) {
      task.run();
      deal();
    }
    return task != null;
  }

  void advance(Duration by) {
    var until = clock.instant().plus(by);
    for (var next = next(); !next.isAfter(until); next = next()) {
      if (next.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), next));
      }
      tasks.run(clock.instant());
      alarms.run(clock.instant());
      settle();
    }
    clock.advance(Duration.between(clock.instant(), until));
  }

  private Instant next() {
    return Collections.min(List.of(alarms.next(), tasks.next()));
  }

  void advanceSeconds(double seconds) {
    advance(Duration.ofNanos((long) (seconds * 1e9)));
  }

  void connectBlock(Transaction... transactions) {
    var block = TestTransactions.block(transactions);
    newest = block;
    pool.connect(block);
    relay.connected(block);
    relay.newTip();
    settle();
  }

  /** What the peer was asked for since it was last sent something that was looked at. */
  List<InventoryItem> requestsTo(Peer peer) {
    return sentTo(peer, GetData.class).stream()
        .flatMap(message -> message.items().stream())
        .toList();
  }

  /** What the peer was told of since it was last sent something that was looked at. */
  List<InventoryItem> offersTo(Peer peer) {
    return sentTo(peer, Inv.class).stream().flatMap(message -> message.items().stream()).toList();
  }

  @Override
  public void send(Peer to, Message message) {
    if (wire != null) {
      wire.accept(to, message);
    } else if (!to.isClosed()) {
      super.send(to, message);
    }
  }

  private void finishClosing() {
    finishClosing(relay::closed);
  }

  /** The peer goes away by itself. */
  void disconnect(Peer peer) {
    close(peer);
    finishClosing();
  }

  @Override
  public @Nullable Transaction inNewestBlock(TransactionId id) {
    return newest == null
        ? null
        : newest.transactions().stream()
            .filter(one -> one.txid().equals(id) || one.wtxid().equals(id))
            .findFirst()
            .orElse(null);
  }

  @Override
  public void notInPool(Transaction transaction) {
    notInPool.add(transaction);
  }

  @Override
  public boolean isUploadLimitReached() {
    return isUploadLimitReached;
  }

  @Override
  public void wantsTransactions(Peer peer, MessageType because) {
    wantTransactions.put(peer.id(), because);
  }

  static TransactionId[] ids(Peer peer, Transaction... transactions) {
    return Arrays.stream(transactions)
        .map(one -> peer.wtxidRelay() ? one.wtxid() : one.txid())
        .toArray(TransactionId[]::new);
  }

  static List<InventoryItem> items(TransactionId... ids) {
    return Arrays.stream(ids).map(RelayNode::item).toList();
  }

  static InventoryItem item(TransactionId id) {
    return switch (id) {
      case Txid txid -> InventoryItem.of(txid);
      case Wtxid wtxid -> InventoryItem.of(wtxid);
    };
  }
}
