package cairn.p2p.protocol;

import cairn.p2p.Blockchain;
import cairn.p2p.Blockchain.BlockAnswer;
import cairn.p2p.BlockchainListener;
import cairn.p2p.KnownBlock;
import cairn.p2p.TransactionPool;
import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.bans.BanList;
import cairn.p2p.bans.Discouraged;
import cairn.p2p.connections.Activity;
import cairn.p2p.connections.ConnectionNeighbours;
import cairn.p2p.connections.ConnectionOptions;
import cairn.p2p.connections.Connections;
import cairn.p2p.connections.Handshake;
import cairn.p2p.connections.Keepalive;
import cairn.p2p.connections.Usefulness;
import cairn.p2p.gossip.AddressGossip;
import cairn.p2p.gossip.LocalAddresses;
import cairn.p2p.host.Machines;
import cairn.p2p.own.PrivateBroadcast;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.Names;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Timetable;
import cairn.p2p.protocol.Conversations.Speakers;
import cairn.p2p.relay.RelayOptions;
import cairn.p2p.relay.TransactionRelay;
import cairn.p2p.sync.BlockFilters;
import cairn.p2p.sync.SyncNeighbours;
import cairn.p2p.sync.SyncOptions;
import cairn.p2p.sync.Synchroniser;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node's machines, joined: what one asks of another, it finds here. For the thread of the peers
 * alone.
 */
public final class Protocol implements Machines, BlockchainListener {
  private final Outside outside;
  private final Connections connections;
  private final Keepalive keepalive;
  private final AddressGossip gossip;
  private final TransactionRelay relay;
  private final Synchroniser sync;
  private final PrivateBroadcast own;
  private final Conversations conversations;

  /**
   * What peers are told about.
   *
   * @param filters of blocks (BIP 157)
   * @param services which this node offers to all
   */
  public record Offer(
      Blockchain chain,
      TransactionPool pool,
      BlockFilters filters,
      Supplier<ServiceFlags> services) {}

  /**
   * What is known of nodes, and lasts longer than they are connected.
   *
   * @param local where this node is
   * @param anchors whom to call first
   */
  public record Knowledge(
      AddressManager addresses,
      NetGroups groups,
      LocalAddresses local,
      BanList bans,
      Discouraged discouraged,
      List<PeerAddress> anchors) {
    public Knowledge {
      anchors = List.copyOf(anchors);
    }
  }

  /**
   * What is outside.
   *
   * @param tasks when to do what is done now and then, whatever peers do; not by a clock that is
   *     set by hand
   * @param names looks up host names
   * @param activity what the sockets know of peers
   * @param bytesSent how many bytes all connections have sent
   */
  public record Outside(Timetable tasks, Names names, Activity activity, LongSupplier bytesSent) {}

  /** How the operator wants it. */
  public record Options(
      ConnectionOptions connections,
      Handshake.Options handshake,
      AddressGossip.Options gossip,
      SyncOptions sync,
      RelayOptions relay) {}

  /** Joins the machines of a node; {@link #start} sets them to work. */
  public Protocol(
      Surroundings surroundings,
      Offer offer,
      Knowledge knowledge,
      Outside outside,
      Options options) {
    this.outside = outside;
    var chain = offer.chain();
    var usefulness = new Usefulness(surroundings, chain);
    var between = new Between(this);
    this.connections =
        new Connections(
            surroundings,
            options.connections(),
            new ConnectionNeighbours(
                knowledge.addresses(),
                knowledge.groups(),
                knowledge.bans(),
                knowledge.discouraged(),
                outside.names(),
                usefulness,
                between,
                outside.activity(),
                knowledge.local()::has,
                offer.services(),
                outside.bytesSent()),
            knowledge.anchors());
    var handshake = new Handshake(surroundings, chain, usefulness, options.handshake(), between);
    this.keepalive = new Keepalive(surroundings, options.connections().limits().patience());
    this.gossip =
        new AddressGossip(
            surroundings,
            chain,
            knowledge.addresses(),
            knowledge.local(),
            usefulness,
            options.gossip());
    this.relay =
        new TransactionRelay(
            surroundings,
            outside.tasks(),
            chain::isInitialBlockDownload,
            offer.pool(),
            options.relay(),
            between);
    this.sync =
        new Synchroniser(
            surroundings,
            chain,
            options.sync(),
            new SyncNeighbours(
                between,
                new PoolSource(offer.pool(), surroundings.random()),
                between,
                offer.filters(),
                connections.upload(),
                connections,
                peer -> outside.activity().lastReceived(peer).orElse(peer.openedAt())));
    this.own =
        new PrivateBroadcast(
            surroundings, outside.tasks(), offer.pool(), connections.forOwnTransactions());
    this.conversations =
        new Conversations(
            surroundings,
            new Speakers(handshake, keepalive, gossip, sync, relay, own),
            List.of(handshake, connections, keepalive, gossip, relay, sync, own));
  }

  /** Begins to call others, and to look after connections. */
  public void start() {
    connections.start();
    own.start();
    beat();
  }

  private void beat() {
    connections.beat();
    outside.tasks().after(Connections.BEAT, this::beat);
  }

  Conversations conversations() {
    return conversations;
  }

  public Connections connections() {
    return connections;
  }

  public Keepalive keepalive() {
    return keepalive;
  }

  public AddressGossip gossip() {
    return gossip;
  }

  public TransactionRelay relay() {
    return relay;
  }

  /** What is sent over connections of its own. */
  public PrivateBroadcast own() {
    return own;
  }

  public Synchroniser sync() {
    return sync;
  }

  @Override
  public @Nullable Peer arrived(Arrival arrival) {
    return connections.arrived(arrival);
  }

  @Override
  public @Nullable Peer opened(Call call, Endpoint remote, Endpoint local) {
    return connections.opened(call, remote, local);
  }

  @Override
  public void failed(Call call, String reason, boolean ofProxy) {
    connections.failed(call, reason, ofProxy);
  }

  @Override
  public void begin(Peer peer) {
    conversations.opened(peer);
  }

  @Override
  public boolean isReadyFor(Peer peer, String command) {
    return conversations.isReadyFor(peer, command);
  }

  @Override
  public void received(Peer peer, Message message) {
    conversations.received(peer, message);
  }

  @Override
  public void unreadable(Peer peer, String command) {
    conversations.unreadable(peer, command);
  }

  @Override
  public void drained(Peer peer) {
    conversations.drained(peer);
  }

  @Override
  public void closed(Peer peer, boolean retryWithV1) {
    conversations.closed(peer);
    connections.closed(peer, retryWithV1);
  }

  @Override
  public void fresh(KnownBlock block, Block contents) {
    sync.fresh(block, contents);
  }

  @Override
  public void checked(BlockHash block, Optional<BlockAnswer.Refused> refusal) {
    sync.checked(block, refusal);
  }

  @Override
  public void connected(KnownBlock block, Block contents) {
    relay.connected(block, contents);
    sync.connected(block, contents);
  }

  @Override
  public void disconnected(KnownBlock block, Block contents) {
    relay.disconnected(block, contents);
    sync.disconnected(block, contents);
  }

  @Override
  public void newTip(KnownBlock tip, KnownBlock fork) {
    relay.newTip(tip, fork);
    sync.newTip(tip, fork);
  }
}
