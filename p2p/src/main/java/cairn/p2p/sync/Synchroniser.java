package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.Blockchain.BlockAnswer;
import cairn.p2p.BlockchainListener;
import cairn.p2p.KnownBlock;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Wakeup;
import cairn.p2p.wire.ChainMessage;
import cairn.p2p.wire.ChainMessage.BlockMessage;
import cairn.p2p.wire.ChainMessage.GetBlocks;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.ChainMessage.SendHeaders;
import cairn.p2p.wire.CompactBlockMessage;
import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.SendCmpct;
import cairn.p2p.wire.FilterMessage;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.UnknownItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message.Excessive;
import cairn.p2p.wire.MessageType;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has this node's chain agree with its peers' chains: hands what they send, and what happens to the
 * chain, to the machines of this package.
 */
public final class Synchroniser implements Machine, BlockchainListener {
  private static final Logger LOG = LoggerFactory.getLogger(Synchroniser.class);

  /** How often it is looked whether somebody's time is up, as long as blocks are under way. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  /** The same when none are: then somebody's time is up at a time that is known before. */
  private static final Duration RESTING_HEARTBEAT = Duration.ofMinutes(1);

  /** How often it is looked whether the tip is stale, and whether there are too many peers. */
  private static final Duration PEER_CHECK = Duration.ofSeconds(45);

  private final SyncSurroundings surroundings;
  private final BlockRequests requests;
  private final BlockIntake intake;
  private final BlockDownload download;
  private final StallingTimeout stalling = new StallingTimeout();
  private final HeaderStart headerStart;
  private final HeaderSync headers;
  private final HeaderServer headerServer;
  private final LaggingPeers lagging;
  private final HighBandwidthPeers highBandwidth;
  private final RecentBlock recent;
  private final BlockAnnouncer announcer;
  private final RequestQueue queue;
  private final CompactBlockReceiver compactReceiver;
  private final CompactBlockServer compactServer;
  private final FilterServer filterServer;
  private final ExtraTransactions extra;
  private final StaleTip staleTip;
  private final ExtraPeers extraPeers;
  private final Wakeup heartbeat;

  /** When all peers are to be looked at, even if nothing happens and no block is under way. */
  private Instant nextLook = Instant.MIN;

  /** For the thread of the peers alone, as all that is called here. */
  public Synchroniser(
      Surroundings base, Blockchain chain, SyncOptions options, SyncNeighbours neighbours) {
    this.surroundings = new SyncSurroundings(base, chain, options, new SyncPeers());
    var punishment = new BlockPunishment(base.discipline());
    var headerRequests = new HeaderRequests(surroundings);
    var headersUnderWay = new HeadersUnderWay();
    var disclosure = new Disclosure(surroundings);
    this.requests = new BlockRequests(surroundings);
    this.intake =
        new BlockIntake(surroundings, requests, punishment, this::tendAllIfAnyBlockIsWanted);
    this.download =
        new BlockDownload(
            surroundings,
            requests,
            intake,
            headersUnderWay,
            stalling,
            new LateBlocks(
                surroundings, requests, intake::isBeingChecked, stalling, neighbours.silence()),
            punishment);
    this.lagging = new LaggingPeers(surroundings, headerRequests);
    this.headerStart = new HeaderStart(surroundings, headerRequests);
    this.headers =
        new HeaderSync(
            surroundings,
            headerRequests,
            headersUnderWay,
            lagging,
            punishment,
            download::requestAnnounced,
            this::tendAllIfAnyBlockIsWanted,
            this::tend);
    this.headerServer = new HeaderServer(surroundings, disclosure);
    this.highBandwidth = new HighBandwidthPeers(surroundings);
    this.recent = new RecentBlock(base.random());
    this.announcer = new BlockAnnouncer(surroundings, recent);
    this.queue =
        new RequestQueue(
            surroundings,
            new BlockServer(
                surroundings, disclosure, recent, neighbours.uploads(), neighbours.filters()),
            neighbours.transactions());
    this.extra = new ExtraTransactions(options.extraTransactions());
    this.compactReceiver =
        new CompactBlockReceiver(
            surroundings,
            headers,
            headerRequests,
            requests,
            intake,
            punishment,
            neighbours.pool(),
            extra);
    this.compactServer = new CompactBlockServer(surroundings, recent, queue);
    this.filterServer = new FilterServer(surroundings, disclosure, neighbours.index());
    this.staleTip = new StaleTip(surroundings, requests, neighbours.search());
    this.extraPeers = new ExtraPeers(surroundings, neighbours.search());
    this.heartbeat = new Wakeup(base.alarms(), this::beat);
    beat();
    after(PEER_CHECK, this::checkPeers);
  }

  private void after(Duration delay, Runnable task) {
    surroundings.base().alarms().at(surroundings.now().plus(delay), task);
  }

  private void beat() {
    var now = surroundings.now();
    boolean isResting = isResting();
    if (!isResting || !now.isBefore(nextLook)) {
      tendAll();
    }
    heartbeat.at(isResting ? nextLook : now.plus(HEARTBEAT));
  }

  private boolean isResting() {
    var chain = surroundings.chain();
    return requests.size() == 0
        && surroundings.isNearEnd()
        && !chain.isInitialBlockDownload()
        && !chain.isImporting()
        && chain.history().isEmpty();
  }

  private void checkPeers() {
    extraPeers.check();
    staleTip.check();
    after(PEER_CHECK, this::checkPeers);
  }

  @Override
  public void ready(Peer peer) {
    var added = surroundings.peers().of(peer);
    surroundings.peers().ready(added);
    compactReceiver.ready(added);
  }

  @Override
  public void closed(Peer peer) {
    var gone = surroundings.peers().of(peer);
    boolean wasNeeded = !gone.download().requests.isEmpty() || !isResting();
    surroundings.peers().remove(gone);
    requests.forget(gone);
    headers.closed(gone);
    lagging.closed(gone);
    highBandwidth.closed(gone);
    if (wasNeeded || surroundings.peers().preferred() == 0) {
      tendAll(); // what it was asked for, or would have been, others may be asked for now
    }
  }

  /**
   * Does what is due for a peer: to be called after each message of the peer, and when there is
   * room again for what it is to be sent.
   */
  public void tend(Peer of) {
    if (of.isReady()) {
      tend(surroundings.peers().of(of));
    }
  }

  private void tend(SyncPeer peer) {
    var of = peer.peer();
    if (!of.isReady()) {
      return;
    }
    headerStart.maybePreferHeaders(peer);
    headerStart.maybeStart(peer, download.mayServe(peer));
    announcer.tend(peer);
    queue.tend(peer);
    filterServer.tend(peer);
    if (download.dropIfSlow(peer) || headerStart.dropIfSlow(peer)) {
      return;
    }
    lagging.tend(peer);
    if (of.isReady()) {
      download.request(peer);
    }
    var due = lagging.due(peer);
    if (due.isBefore(nextLook)) {
      nextLook = due;
      heartbeat.at(due);
    }
    wakeSoonUnlessResting();
  }

  private void wakeSoonUnlessResting() {
    if (!isResting()) {
      heartbeat.at(surroundings.now().plus(HEARTBEAT));
    }
  }

  /**
   * Does what is due after something has become known of blocks: for all peers, if there is a block
   * to be got that nobody was asked for.
   */
  private void tendAllIfAnyBlockIsWanted() {
    var chain = surroundings.chain();
    var best = chain.bestHeader();
    var tip = chain.tip();
    boolean isNearTip = surroundings.isNearEnd() && !chain.isInitialBlockDownload();
    boolean isHere = best.equals(tip);
    boolean isComing =
        tip.equals(best.previous())
            && (requests.isRequested(best.hash()) || intake.isBeingChecked(best.hash()));
    if (isNearTip && (isHere || isComing) && chain.history().isEmpty()) {
      wakeSoonUnlessResting();
    } else {
      tendAll();
    }
  }

  private void tendAll() {
    nextLook = surroundings.now().plus(RESTING_HEARTBEAT);
    for (var peer : surroundings.peers().all()) {
      tend(peer);
    }
  }

  /** Whether another block may be handed over: while not, messages with blocks should wait. */
  public boolean takesBlocks() {
    return !intake.isFull();
  }

  /** Takes in a message about headers and blocks. */
  public void received(Peer from, ChainMessage message) {
    var peer = surroundings.peers().of(from);
    switch (message) {
      case GetHeaders request -> headerServer.getHeaders(peer, request);
      case GetBlocks request -> headerServer.getBlocks(peer, request);
      case Headers(var list) -> {
        if (surroundings.chain().isImporting()) {
          LOG.debug("Unexpected headers message received from peer {}", from.id());
        } else {
          headers.received(peer, list, false);
        }
      }
      case BlockMessage(var block) -> download.received(peer, block);
      case SendHeaders() -> peer.announcements().prefersHeaders = true;
    }
  }

  /** Takes in a message about compact blocks. */
  public void received(Peer from, CompactBlockMessage message) {
    var peer = surroundings.peers().of(from);
    switch (message) {
      case SendCmpct terms -> compactReceiver.agree(peer, terms);
      case CmpctBlock block -> compactReceiver.received(peer, block);
      case BlockTxn transactions -> compactReceiver.received(peer, transactions);
      case GetBlockTxn request -> compactServer.serve(peer, request);
    }
  }

  /** Takes in a message about filters of blocks. */
  public void received(Peer from, FilterMessage message) {
    filterServer.serve(surroundings.peers().of(from), message);
  }

  /** Takes in a message that has more in it than it may have. */
  public void received(Peer from, Excessive message) {
    var discipline = surroundings.base().discipline();
    var command = message.command();
    if (message.type() == MessageType.GETHEADERS || message.type() == MessageType.GETBLOCKS) {
      discipline.drop(
          from, "%s locator size %d > %d".formatted(command, message.count(), message.limit()));
    } else {
      discipline.misbehaving(from, "%s message size = %d".formatted(command, message.count()));
    }
  }

  /** Takes in what a peer announces, as far as it is blocks. */
  public void received(Peer from, Inv message) {
    var peer = surroundings.peers().of(from);
    @Nullable BlockItem lastNew = null;
    for (var item : message.items()) {
      switch (item) {
        case BlockItem block when block.type() == InventoryType.BLOCK -> {
          if (announced(peer, block)) {
            lastNew = block;
          }
        }
        case BlockItem _, UnknownItem _ ->
            LOG.debug("Unknown inv type \"{}\" received from {}", item, from);
        case TxItem _, WtxItem _ -> {}
      }
    }
    if (lastNew != null) {
      headers.named(peer, lastNew);
    }
  }

  /** Whether the headers up to this block are to be got. */
  private boolean announced(SyncPeer peer, BlockItem item) {
    var chain = surroundings.chain();
    boolean isKnown = chain.find(item.hash()) != null;
    LOG.debug("got inv: {} {} {}", item, isKnown ? "have" : "new", peer.peer());
    peer.chain().announced(item.hash(), chain);
    return !isKnown && !chain.isImporting() && !requests.isRequested(item.hash());
  }

  /** Serves what a peer asks for, blocks and transactions. */
  public void received(Peer from, GetData message) {
    var items = message.items();
    LOG.debug("received getdata ({} invsz) {}", items.size(), from);
    if (!items.isEmpty()) {
      LOG.debug("received getdata for: {} {}", items.getFirst(), from);
      queue.add(surroundings.peers().of(from), items);
    }
  }

  @Override
  public void fresh(KnownBlock block, Block contents) {
    announcer.fresh(block, contents);
  }

  @Override
  public void checked(BlockHash block, Optional<BlockAnswer.Refused> refusal) {
    if (refusal.isPresent()) {
      intake.blame(block, refusal.get().fault());
      return;
    }
    var source = intake.praise(block);
    boolean isNewest = requests.of(block).size() == requests.size();
    if (source.isPresent() && isNewest && !surroundings.chain().isInitialBlockDownload()) {
      highBandwidth.choose(source.get());
    }
  }

  @Override
  public void connected(KnownBlock block, Block contents) {
    stalling.decrease();
    staleTip.updated();
  }

  @Override
  public void disconnected(KnownBlock block, Block contents) {
    requests.countGap(); // perhaps it had been pruned, and is to be got again one day
  }

  @Override
  public void newTip(KnownBlock tip, KnownBlock fork) {
    if (!surroundings.chain().isInitialBlockDownload()) {
      announcer.newTip(tip, fork);
    }
    tendAll();
  }

  /** The newest block, and its transactions. */
  public RecentBlock recent() {
    return recent;
  }

  /** Transactions that did not stay in the pool, but may yet be in a block. */
  public ExtraTransactions extraTransactions() {
    return extra;
  }

  /** How synchronisation with a peer stands. */
  public SyncInfo info(Peer peer) {
    var state = surroundings.peers().of(peer);
    return SyncInfo.of(state, download.lastCommon(state));
  }

  /**
   * Asks a peer for a block, as an operator wants it ({@code getblockfrompeer}).
   *
   * @return why not; empty if the peer was asked
   */
  public Optional<String> fetch(PeerId from, KnownBlock block) {
    var peer = surroundings.base().peers().find(from);
    if (peer == null || peer.isClosed()) {
      return Optional.of("Peer does not exist");
    }
    return peer.isReady()
        ? download.fetch(surroundings.peers().of(peer), block)
        : Optional.of("Peer not fully connected");
  }
}
