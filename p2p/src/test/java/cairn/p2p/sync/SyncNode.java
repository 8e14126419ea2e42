package cairn.p2p.sync;

import cairn.genesis.Network;
import cairn.p2p.BlockTree;
import cairn.p2p.BlockTree.Entry;
import cairn.p2p.FakeClock;
import cairn.p2p.MemoryChain;
import cairn.p2p.peer.Alarms;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.PeerRecorder;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.ChainMessage;
import cairn.p2p.wire.CompactBlockMessage;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.FilterMessage;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/** A node of which synchronisation is real; what it does to its peers is recorded. */
final class SyncNode extends PeerRecorder {
  static final ServiceFlags FULL = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);
  static final int VERSION = 70_016;

  final FakeClock clock;
  final MemoryChain chain;
  final Synchroniser synchroniser;
  final Alarms alarms = new Alarms();
  final FakePeerSearch search = new FakePeerSearch();
  final FakePool pool = new FakePool();
  final Set<InventoryItem> servedTransactions = new HashSet<>();
  boolean uploadLimitReached;

  /** When bytes last came that did not make a message. */
  final Map<Peer, Instant> lastReceived = new HashMap<>();

  private final Queue<Runnable> chainTasks = new ArrayDeque<>();
  private long nextPeer;

  SyncNode(BlockTree tree, FakeClock clock) {
    this(tree, clock, tree.network(), SyncOptions.DEFAULT);
  }

  SyncNode(BlockTree tree, FakeClock clock, Network network, SyncOptions options) {
    this(tree, clock, network, options, BlockFilters.NONE);
  }

  SyncNode(
      BlockTree tree, FakeClock clock, Network network, SyncOptions options, BlockFilters filters) {
    this.clock = clock;
    this.chain = new MemoryChain(tree, network, clock, chainTasks::add);
    var surroundings = new Surroundings(network, clock, new Random(1), alarms, this, peers, this);
    var neighbours =
        new SyncNeighbours(
            (_, item) -> servedTransactions.contains(item),
            pool,
            (_, _) -> List.of(),
            filters,
            () -> uploadLimitReached,
            search,
            peer -> lastReceived.getOrDefault(peer, peer.openedAt()));
    this.synchroniser = new Synchroniser(surroundings, chain, options, neighbours);
    chain.listen(synchroniser);
  }

  /** A new peer of this node's own choice. */
  Peer outbound() {
    return connect(ConnectionType.OUTBOUND_FULL_RELAY, FULL);
  }

  Peer connect(ConnectionType type, ServiceFlags services, Permission... permissions) {
    var peer = begin(type, services, permissions);
    complete(peer);
    return peer;
  }

  /** A peer to which this node offers {@code ours}. */
  Peer connect(ConnectionType type, ServiceFlags services, ServiceFlags ours) {
    var peer = begin(type, services, ours);
    complete(peer);
    return peer;
  }

  /** A peer whose handshake is not done. */
  Peer begin(ConnectionType type, ServiceFlags services, Permission... permissions) {
    return begin(type, services, FULL, permissions);
  }

  private Peer begin(
      ConnectionType type, ServiceFlags services, ServiceFlags ours, Permission... permissions) {
    var facts =
        new ConnectionFacts(
            type,
            Endpoint.UNSPECIFIED,
            "",
            Endpoint.UNSPECIFIED,
            NetworkType.IPV4,
            services,
            Set.of(permissions),
            clock.instant());
    var peer = new Peer(new PeerId(nextPeer++), facts, ours);
    peers.add(peer);
    peer.greeted(
        new Greeting(VERSION, VERSION, services, "", 0, true, Optional.empty(), Duration.ZERO));
    return peer;
  }

  /** The peer's handshake is done. */
  void complete(Peer peer) {
    peer.enter(Peer.Stage.READY);
    synchroniser.ready(peer);
    synchroniser.tend(peer);
  }

  /** Has the peer send a message, and the node deal with all that follows. */
  void receive(Peer peer, Message message) {
    receiveOnly(peer, message);
    settle();
  }

  /** Has the peer send a message; blocks and headers are not looked at yet. */
  void receiveOnly(Peer peer, Message message) {
    lastReceived.put(peer, clock.instant());
    switch (message) {
      case ChainMessage chainMessage -> synchroniser.received(peer, chainMessage);
      case CompactBlockMessage compact -> synchroniser.received(peer, compact);
      case FilterMessage filter -> synchroniser.received(peer, filter);
      case NotFound _ -> {}
      case Inv inv -> synchroniser.received(peer, inv);
      case GetData getData -> synchroniser.received(peer, getData);
      default -> throw new IllegalArgumentException("not for synchronisation: " + message);
    }
    synchroniser.tend(peer);
    finishClosing();
  }

  /** Deals with all blocks and headers been dealt with that were handed over. */
  void settle() {
    while (settleOne()) {}
  }

  /** Deals with the next of them; false if there is none. */
  boolean settleOne() {
    var task = chainTasks.poll();
    if (task != null) {
      task.run();
      finishClosing();
    }
    return task != null;
  }

  void advance(Duration by) {
    clock.advance(by);
    alarms.run(clock.instant());
    finishClosing();
    settle();
  }

  /** Has the node take in blocks as if it had mined them. */
  void mine(List<Entry> blocks) {
    chain.take(blocks);
    settle();
  }

  /** The machines are told of closed connections when they are done with what they were doing. */
  void finishClosing() {
    finishClosing(synchroniser::closed);
  }

  /** The peer goes away by itself. */
  void disconnect(Peer peer) {
    close(peer);
    finishClosing();
  }
}
