package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryType;
import cairn.primitives.Block;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks peers for blocks, takes them in, and parts with peers that do not send them in time. */
final class BlockDownload {
  private static final Logger LOG = LoggerFactory.getLogger(BlockDownload.class);

  private final SyncSurroundings surroundings;
  private final BlockRequests requests;
  private final BlockIntake intake;
  private final BlockWindow window;
  private final StallingTimeout stalling;
  private final LateBlocks late;
  private final BlockPunishment punishment;

  BlockDownload(
      SyncSurroundings surroundings,
      BlockRequests requests,
      BlockIntake intake,
      HeadersUnderWay headersUnderWay,
      StallingTimeout stalling,
      LateBlocks late,
      BlockPunishment punishment) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.intake = intake;
    this.window = new BlockWindow(surroundings, requests, headersUnderWay, intake);
    this.stalling = stalling;
    this.late = late;
    this.punishment = punishment;
  }

  /** Whether the peer is one to get the chain from. */
  boolean mayServe(SyncPeer peer) {
    if (peer.isPreferred()) {
      return true;
    }
    // Peers of our own choice are preferred, so that not everyone loads somebody at home who has
    // only come to get something. Where there is none, or where they have nothing, others will do.
    return peer.servesBlocks()
        && peer.peer().type() != ConnectionType.ADDR_FETCH
        && (surroundings.peers().preferred() == 0 || requests.size() == 0);
  }

  /** The last block that is known to be both here and at the peer; null if none was looked for. */
  @Nullable KnownBlock lastCommon(SyncPeer peer) {
    return window.lastCommon(peer);
  }

  /** A block has come. */
  void received(SyncPeer peer, Block block) {
    var chain = surroundings.chain();
    if (chain.isImporting()) {
      LOG.debug("Unexpected block message received from peer {}", peer.peer().id());
      return;
    }
    var hash = block.hash();
    LOG.debug("received block {} {}", hash, peer.peer());
    var position = intake.position(block.header());
    if (position != null && isMutated(peer, block, position.height())) {
      return;
    }
    boolean requested = requests.isRequested(hash);
    var request = BlockRequests.find(hash, peer);
    if (request != null) {
      peer.download().limit.received(surroundings.now());
      dropOvertaken(request);
    }
    requests.remove(hash, peer);
    intake.submit(peer, block, requested, false);
  }

  /**
   * A block has come from a peer that was asked for it because it was late: those who were asked
   * for it long before have had their time.
   */
  private void dropOvertaken(BlockRequest first) {
    if (!surroundings.chain().isInitialBlockDownload()) {
      return; // compact blocks come from several peers at once
    }
    for (var other : List.copyOf(requests.of(first.block.hash()))) {
      if (other.askedAt.isBefore(first.askedAt)) {
        dropStaller(other.from);
      }
    }
  }

  private void dropStaller(SyncPeer peer) {
    surroundings.discipline().abandon(peer.peer(), "Peer is stalling block download");
    stalling.increase();
  }

  /** Whoever changes a block on its way is not to keep others from sending it as it is. */
  private boolean isMutated(SyncPeer peer, Block block, int height) {
    boolean witnesses = surroundings.hasSegwit(height);
    var mutation = surroundings.chain().mutation(block, witnesses);
    mutation.ifPresent(what -> {
      LOG.debug("Block mutated: {}", what);
      LOG.debug("Received mutated block from {}", peer.peer());
      requests.giveUp(block.hash(), peer);
      punishment.sentBadBlock(peer.peer(), "mutated block");
    });
    return mutation.isPresent();
  }

  /**
   * Parts with the peer if it is too slow.
   *
   * @return whether it was dropped
   */
  boolean dropIfSlow(SyncPeer peer) {
    var now = surroundings.now();
    var download = peer.download();
    if (download.stallingSince != null
        && download.stallingSince.isBefore(now.minus(stalling.timeout()))) {
      // The others cannot go on, so this is the time it takes the peer to send a single block.
      dropStaller(peer);
      return true;
    }
    if (!download.requests.isEmpty() && now.isAfter(download.since.plus(patience()))) {
      var block = download.requests.firstEntry().getKey();
      surroundings.discipline().abandon(peer.peer(), "Timeout downloading block " + block);
      return true;
    }
    return false;
  }

  /** One interval between blocks, and half of one for each other peer that sends blocks too. */
  private Duration patience() {
    return surroundings.targetSpacing().multipliedBy(requests.peers() + 1L).dividedBy(2);
  }

  /** Asks the peer for the next blocks that it may be asked for. */
  void request(SyncPeer peer) {
    var download = peer.download();
    int room = download.limit.limit() - download.requests.size();
    boolean mayServe =
        peer.servesBlocks()
            && ((mayServe(peer) && !peer.isLimited())
                || !surroundings.chain().isInitialBlockDownload());
    if (!mayServe || intake.isFull() || surroundings.chain().isImporting()) {
      return;
    }
    if (room > 0) {
      var choice = window.choose(peer, room);
      ask(peer, choice.blocks());
      var staller = choice.staller();
      // While blocks are being checked here, it may be this node that keeps the others waiting.
      if (staller != null && intake.isIdle()) {
        stalls(staller);
      }
      int left = download.limit.limit() - download.requests.size();
      if (left > 0) {
        ask(peer, window.chooseHistory(peer, left)); // last, as the tip is what matters most
      }
    }
    // Near the tip, one interval between blocks is not too long to wait.
    if (surroundings.chain().isInitialBlockDownload()) {
      ask(peer, window.chooseLate(peer, late));
    }
  }

  private void ask(SyncPeer peer, List<KnownBlock> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    var items = new ArrayList<InventoryItem>(blocks.size());
    for (var block : blocks) {
      items.add(ask(peer, block));
      LOG.debug("Requesting block {} ({}) {}", block.hash(), block.height(), peer.peer());
    }
    surroundings.send(peer.peer(), new GetData(items));
  }

  private void stalls(SyncPeer staller) {
    if (staller.download().stallingSince == null) {
      staller.download().stallingSince = surroundings.now();
      LOG.debug("Stall started {}", staller.peer());
    }
  }

  private InventoryItem ask(SyncPeer peer, KnownBlock block) {
    requests.add(peer, block);
    return new BlockItem(peer.blockType(), block.hash());
  }

  /**
   * The peer has sent headers up to {@code last}: near the end of the chain, the blocks are asked
   * for at once.
   */
  void requestAnnounced(SyncPeer peer, KnownBlock last) {
    var chain = surroundings.chain();
    if (!surroundings.isNearEnd()
        || last.isFailed()
        || chain.tip().work().compareTo(last.work()) > 0) {
      return;
    }
    var wanted = new ArrayList<KnownBlock>();
    var block = last;
    boolean isActive = chain.isActive(block);
    while (!isActive && wanted.size() <= RequestLimit.LEAST) {
      if (isWanted(block, peer)) {
        wanted.add(block);
      }
      block = Objects.requireNonNull(block.previous()); // the genesis block is active
      isActive = chain.isActive(block);
    }
    if (!isActive) {
      LOG.debug("Large reorg, won't direct fetch to {} ({})", last.hash(), last.height());
      return;
    }
    if (!wanted.isEmpty()) {
      requestAnnounced(peer, last, wanted.reversed());
    }
  }

  private boolean isWanted(KnownBlock block, SyncPeer peer) {
    return !block.hasData()
        && !requests.isRequested(block.hash())
        && !intake.isBeingChecked(block.hash())
        && (!surroundings.hasSegwit(block) || peer.servesWitnesses());
  }

  private void requestAnnounced(SyncPeer peer, KnownBlock last, List<KnownBlock> wanted) {
    int room = Math.max(RequestLimit.LEAST - peer.download().requests.size(), 0);
    var items = new ArrayList<InventoryItem>();
    for (var block : wanted.subList(0, Math.min(room, wanted.size()))) {
      items.add(ask(peer, block));
      LOG.debug("Requesting block {} from {}", block.hash(), peer.peer());
    }
    if (items.isEmpty()) {
      return;
    }
    if (items.size() > 1) {
      LOG.debug(
          "Downloading blocks toward {} ({}) via headers direct fetch", last.hash(), last.height());
    } else if (mayComeCompact(peer, last)) {
      items.set(0, new BlockItem(InventoryType.COMPACT_BLOCK, wanted.getFirst().hash()));
    }
    surroundings.send(peer.peer(), new GetData(items));
  }

  /** Whether a single new block is best got without the transactions that are here already. */
  private boolean mayComeCompact(SyncPeer peer, KnownBlock last) {
    var previous = last.previous();
    return !surroundings.options().blocksOnly()
        && peer.compact().provides
        && requests.size() == 1
        && previous != null
        && previous.isFullyValid();
  }

  /**
   * Asks a peer for a block that an operator wants, wherever else it was asked for.
   *
   * @return why not; empty if the peer was asked
   */
  Optional<String> fetch(SyncPeer peer, KnownBlock block) {
    if (surroundings.chain().isImporting()) {
      return Optional.of("Loading blocks ...");
    }
    if (!peer.servesWitnesses()) {
      return Optional.of("Pre-SegWit peer");
    }
    requests.removeAll(block.hash());
    requests.add(peer, block);
    var item = new BlockItem(InventoryType.WITNESS_BLOCK, block.hash());
    surroundings.send(peer.peer(), new GetData(List.of(item)));
    LOG.debug("Requesting block {} from {}", block.hash(), peer.peer());
    return Optional.empty();
  }
}
