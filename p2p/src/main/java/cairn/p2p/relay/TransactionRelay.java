package cairn.p2p.relay;

import cairn.p2p.BlockchainListener;
import cairn.p2p.KnownBlock;
import cairn.p2p.TransactionPool;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Timetable;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.BloomMessage;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.UnknownItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage.FeeFilter;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryMessage.Mempool;
import cairn.p2p.wire.InventoryMessage.NotFound;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relay of transactions: takes what peers and the chain have to tell about them, and passes it to
 * the machines of this package. For the thread of the peers alone.
 */
public final class TransactionRelay implements Machine, BlockchainListener {
  private static final Logger log = LoggerFactory.getLogger(TransactionRelay.class);

  /** As many as may be asked for and not answered, transactions and blocks. */
  private static final int MAX_NOT_FOUND = TransactionDownload.MAX_ANNOUNCEMENTS + 16;

  private final Surroundings surroundings;
  private final BooleanSupplier isInitialBlockDownload;
  private final RelayOptions options;
  private final RelayNeighbours neighbours;
  private final RelayPeers peers = new RelayPeers();
  private final RecentDecisions decisions;
  private final Orphanage orphanage;
  private final TransactionDownload download;
  private final TransactionIntake intake;
  private final Trickle trickle;
  private final Announcements announcements;
  private final TransactionSupply supply;
  private final FeeFilters feeFilters;
  private final LightClients lightClients;

  /**
   * @param tasks what is done now and then, whatever peers do
   * @param isInitialBlockDownload whether the chain is still far behind
   */
  public TransactionRelay(
      Surroundings surroundings,
      Timetable tasks,
      BooleanSupplier isInitialBlockDownload,
      TransactionPool pool,
      RelayOptions options,
      RelayNeighbours neighbours) {
    this.surroundings = surroundings;
    this.isInitialBlockDownload = isInitialBlockDownload;
    this.options = options;
    this.neighbours = neighbours;
    var random = surroundings.random();
    decisions = new RecentDecisions(options.rejections(), options.confirmations(), random);
    orphanage = new Orphanage(random);
    trickle = new Trickle(surroundings, pool, peers);
    announcements = new Announcements(surroundings, pool, peers, trickle, options.sendRate());
    var underWay = new UnderWay();
    download = new TransactionDownload(surroundings, pool, orphanage, decisions, underWay);
    var outcomes =
        new TransactionOutcomes(pool, download, orphanage, decisions, new Consequences());
    intake =
        new TransactionIntake(
            surroundings, pool, download, orphanage, decisions, underWay, outcomes);
    supply = new TransactionSupply(surroundings, pool, peers, neighbours);
    feeFilters = new FeeFilters(surroundings, isInitialBlockDownload, pool, options.blocksOnly());
    lightClients = new LightClients(surroundings.discipline(), peers, neighbours);
    new Rebroadcast(surroundings, tasks, pool, announcements).start();
  }

  private final class Consequences implements TransactionOutcomes.Listener {
    @Override
    public void announce(Wtxid wtxid) {
      TransactionRelay.this.announce(wtxid);
    }

    @Override
    public void useful(PeerId id) {
      var peer = peers.find(id);
      if (peer != null) {
        peer.lastUseful = surroundings.clock().instant();
      }
    }

    @Override
    public void knows(PeerId id, Txid parent) {
      TransactionRelay.this.knows(id, parent);
    }

    @Override
    public void notInPool(Transaction transaction) {
      neighbours.notInPool(transaction);
    }
  }

  private void knows(PeerId id, TransactionId transaction) {
    var peer = peers.find(id);
    if (peer != null && peer.relays) {
      peer.known.add(transaction);
    }
  }

  @Override
  public void ready(Peer peer) {
    var known = new LazyFilter(options.knownPerPeer(), surroundings.random());
    peers.add(new RelayPeer(peer, known, surroundings.alarms(), trickle::tell));
    download.ready(peer);
    feeFilters.ready(peer);
  }

  @Override
  public void closed(Peer peer) {
    peers.remove(peer.id());
    feeFilters.closed(peer);
    orphanage.closed(peer.id());
    download.closed(peer);
    intake.proceed();
  }

  /** A peer offers transactions; blocks among them are not for here. */
  public void received(Peer peer, Inv message) {
    boolean isFarBehind = isInitialBlockDownload.getAsBoolean();
    var seenTxids = new TreeSet<TransactionId>(HashOrder.INSTANCE);
    var seenWtxids = new TreeSet<TransactionId>(HashOrder.INSTANCE);
    for (var item : message.items()) {
      var id = transactionOf(item, peer);
      if (id == null || !(id instanceof Wtxid ? seenWtxids : seenTxids).add(id)) {
        continue;
      }
      if (refusesFrom(peer)) {
        surroundings
            .discipline()
            .drop(peer, "transaction (" + id + ") inv sent in violation of protocol");
        return;
      }
      knows(peer.id(), id);
      if (!isFarBehind) {
        boolean have = download.announced(peer, id);
        log.debug("got inv: {} {} {}", item, have ? "have" : "new", peer);
      }
    }
    download.ask();
  }

  /** Null unless it is one, named in the way that the two have agreed on (BIP 339). */
  private static @Nullable TransactionId transactionOf(InventoryItem item, Peer peer) {
    return switch (item) {
      case WtxItem(var wtxid) when peer.wtxidRelay() -> wtxid;
      // The other txid type is not meant for offers, but whoever uses it is understood.
      case TxItem(var type, var txid) when !peer.wtxidRelay() || type == InventoryType.WITNESS_TX ->
          txid;
      default -> null;
    };
  }

  /** Whether the peer was told not to send transactions. */
  private boolean refusesFrom(Peer peer) {
    return !peer.type().relaysTransactions()
        || (options.blocksOnly() && !peer.has(Permission.RELAY));
  }

  /** A peer sends a transaction. */
  public void received(Peer peer, Tx message) {
    if (refusesFrom(peer)) {
      surroundings.discipline().drop(peer, "transaction sent in violation of protocol");
      return;
    }
    // What it spends is not known yet. Unasked for it may come all the same.
    if (isInitialBlockDownload.getAsBoolean()) {
      return;
    }
    var transaction = message.transaction();
    knows(peer.id(), peer.wtxidRelay() ? transaction.wtxid() : transaction.txid());
    intake.received(peer, transaction);
  }

  /** A peer does not have what it was asked for. */
  public void received(Peer peer, NotFound message) {
    if (message.items().size() > MAX_NOT_FOUND) {
      return;
    }
    var ids = new ArrayList<TransactionId>();
    for (var item : message.items()) {
      switch (item) {
        case WtxItem(var wtxid) -> ids.add(wtxid);
        case TxItem(_, var txid) -> ids.add(txid);
        case BlockItem _, UnknownItem _ -> {}
      }
    }
    download.notFound(peer, ids);
  }

  /** A peer asks what is in the pool (BIP 35). */
  public void received(Peer peer, Mempool message) {
    boolean mayAsk = peer.has(Permission.MEMPOOL);
    if (!mayAsk && !peer.ourServices().has(ServiceFlags.BLOOM)) {
      dropUnlessTrusted(peer, message.command() + " request with bloom filters disabled");
    } else if (!mayAsk && neighbours.isUploadLimitReached()) {
      dropUnlessTrusted(peer, message.command() + " request with bandwidth limit reached");
    } else {
      var asking = peers.find(peer.id());
      if (asking != null && asking.relays) {
        trickle.addPool(asking);
      }
    }
  }

  private void dropUnlessTrusted(Peer peer, String reason) {
    if (!peer.has(Permission.NOBAN)) {
      surroundings.discipline().drop(peer, reason);
    }
  }

  /** A peer does not want to be told of transactions that pay less than so much (BIP 133). */
  public void received(Peer peer, FeeFilter message) {
    long rate = message.feeRateSats();
    if (!Amount.inRange(rate)) {
      return;
    }
    var telling = peers.find(peer.id());
    if (telling != null && telling.relays) {
      telling.feeRate = rate;
    }
    if (log.isDebugEnabled()) {
      log.debug("received: feefilter of {} from {}", FeeRate.text(rate), peer);
    }
  }

  /** A message has come whose contents cannot be read. */
  public void unreadable(Peer peer, MessageType type) {
    lightClients.unreadable(peer, type);
  }

  /** A peer wants to be told of certain transactions only, or of all again (BIP 37). */
  public void received(Peer peer, BloomMessage message) {
    lightClients.received(peer, message);
  }

  /**
   * Sends a transaction that a peer asks for.
   *
   * @param item names it
   * @return false if the peer is to be told that it cannot have it
   */
  public boolean serve(Peer peer, InventoryItem item) {
    return supply.serve(peer, item);
  }

  /**
   * What of a block the peer's filter lets through (BIP 37): the messages to send, in their order.
   *
   * @return nothing if the peer has set no filter
   */
  public List<Message> filter(Peer peer, Block block) {
    return lightClients.filter(peer, block);
  }

  /** Has peers told of a transaction that is in the pool, one that is not from a peer say. */
  public void announce(Wtxid wtxid) {
    announcements.announce(wtxid);
    feeFilters.look();
  }

  @Override
  public void connected(KnownBlock block, Block contents) {
    connected(contents);
  }

  void connected(Block block) {
    // Far behind, there is nothing that could wait for it, and blocks come by the thousands.
    if (!isInitialBlockDownload.getAsBoolean()) {
      intake.connected(block);
    }
  }

  @Override
  public void disconnected(KnownBlock block, Block contents) {
    disconnected();
  }

  void disconnected() {
    decisions.blockDisconnected();
  }

  @Override
  public void newTip(KnownBlock tip, KnownBlock fork) {
    newTip();
  }

  void newTip() {
    if (!isInitialBlockDownload.getAsBoolean()) {
      decisions.tipChanged();
    }
    feeFilters.look();
  }

  /** Transactions whose parents are missing. */
  public List<OrphanTransaction> orphans() {
    return orphanage.all();
  }

  /** What is known of a peer; empty unless its handshake is done. */
  public Optional<RelayInfo> info(Peer of) {
    return Optional.ofNullable(peers.find(of.id())).map(RelayPeer::info);
  }

  /** What waits to be announced to inbound peers. */
  public BacklogInfo inboundBacklog() {
    return announcements.inbound();
  }

  /** What waits to be announced to outbound peers. */
  public BacklogInfo outboundBacklog() {
    return announcements.outbound();
  }

  /** How many announcements of a peer are remembered. */
  int announcementsOf(Peer peer) {
    return download.count(peer.id());
  }

  /** Whether nothing is remembered of any peer. */
  boolean isEmpty() {
    return peers.all().isEmpty() && orphanage.size() == 0 && download.isEmpty();
  }
}
