package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.primitives.Block;
import cairn.primitives.BlockHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells peers of new blocks, each in the way it wants, unless it knows of them. */
final class BlockAnnouncer {
  private static final Logger LOG = LoggerFactory.getLogger(BlockAnnouncer.class);

  /** Of more blocks, only the last is announced: the peer gets what it misses by itself. */
  static final int MAX_BLOCKS = 8;

  /** Versions before may part with those who send them a block that turns out to be bad. */
  private static final int NO_BAN_VERSION = 70_015;

  private final SyncSurroundings surroundings;
  private final RecentBlock recent;
  private int highestFresh;

  /** What was sent last: most peers are told the same. */
  private Headers lastHeaders = new Headers(List.of());

  BlockAnnouncer(SyncSurroundings surroundings, RecentBlock recent) {
    this.surroundings = surroundings;
    this.recent = recent;
  }

  /**
   * A block that follows the tip has the work and the contents that its header promises, and is
   * about to be checked. Peers that want it at once get it now: whether it is good matters less to
   * the network than that it does not wait at each node to be checked.
   */
  void fresh(KnownBlock block, Block contents) {
    if (block.height() <= highestFresh) {
      return;
    }
    highestFresh = block.height();
    var previous = block.previous();
    if (!surroundings.hasSegwit(block) || previous == null) {
      return;
    }
    recent.set(contents);
    for (var peer : surroundings.peers().all()) {
      peer.chain().resolve(surroundings.chain());
      if (peer.peer().isReady()
          && peer.compact().wantsUnasked
          && peer.peer().commonVersion() >= NO_BAN_VERSION
          && !peer.chain().hasHeader(block)
          && peer.chain().hasHeader(previous)) {
        sendCompact(peer, block);
      }
    }
  }

  /**
   * The active chain has a new tip.
   *
   * @param fork the last block of the active chain as it was that is still in it
   */
  void newTip(KnownBlock tip, KnownBlock fork) {
    var blocks = new ArrayList<KnownBlock>();
    int first = Math.max(fork.height() + 1, tip.height() - MAX_BLOCKS + 1);
    for (int height = first; height <= tip.height(); height++) {
      var block = tip.ancestor(height);
      if (block.hasData()) { // else the tip is where coins were loaded, and nobody can have it
        blocks.add(block);
      }
    }
    for (var peer : surroundings.base().peers().all()) {
      if (!peer.isClosed()) {
        blocks.forEach(surroundings.peers().of(peer).announcements()::add);
      }
    }
  }

  /** Sends what the peer is to be told. */
  void tend(SyncPeer peer) {
    var blocks = peer.announcements().takeBlocks();
    if (!blocks.isEmpty()) {
      peer.chain().resolve(surroundings.chain());
      announce(peer, blocks);
    }
    var inventory = peer.announcements().takeInventory();
    if (!inventory.isEmpty()) {
      surroundings.send(peer.peer(), new Inv(inventory.stream().map(InventoryItem::of).toList()));
    }
  }

  private void announce(SyncPeer peer, List<KnownBlock> blocks) {
    boolean compact = peer.compact().wantsUnasked;
    boolean byHeaders =
        blocks.size() <= MAX_BLOCKS
            && (peer.announcements().prefersHeaders || (compact && blocks.size() == 1));
    var unknown = byHeaders ? unknownTo(peer, blocks) : Optional.<List<KnownBlock>>empty();
    if (unknown.isPresent() && unknown.get().isEmpty()) {
      return; // the peer has them all
    }
    if (unknown.isPresent() && unknown.get().size() == 1 && compact) {
      sendCompact(peer, unknown.get().getFirst());
    } else if (unknown.isPresent() && peer.announcements().prefersHeaders) {
      sendHeaders(peer, unknown.get());
    } else {
      announceByName(peer, blocks.getLast());
    }
  }

  /**
   * Those of the blocks that the peer does not have.
   *
   * @return empty if it has not what they follow, or if they are not in the active chain, so that
   *     headers would not help
   */
  private Optional<List<KnownBlock>> unknownTo(SyncPeer peer, List<KnownBlock> blocks) {
    if (blocks.size() == 1 && peer.chain().hasHeader(blocks.getFirst())) {
      return surroundings.chain().isActive(blocks.getFirst())
          ? Optional.of(List.of())
          : Optional.empty();
    }
    var unknown = new ArrayList<KnownBlock>();
    KnownBlock before = null;
    for (var block : blocks) {
      var previous = block.previous();
      if (!surroundings.chain().isActive(block) || (before != null && !before.equals(previous))) {
        return Optional.empty();
      }
      before = block;
      if (!unknown.isEmpty()) {
        unknown.add(block);
      } else if (!peer.chain().hasHeader(block)) {
        if (previous != null && !peer.chain().hasHeader(previous)) {
          return Optional.empty();
        }
        unknown.add(block);
      }
    }
    return Optional.of(unknown);
  }

  private void sendCompact(SyncPeer peer, KnownBlock block) {
    LOG.debug("sending header-and-ids {} to {}", block.hash(), peer.peer());
    peer.chain().sent(block);
    var compact = recent.compact(block.hash());
    if (compact != null) {
      surroundings.send(peer.peer(), compact);
      return;
    }
    surroundings
        .chain()
        .loadBlock(
            block,
            contents ->
                contents.ifPresent(whole ->
                    surroundings.send(
                        peer.peer(),
                        CompactBlocks.of(whole, surroundings.base().random().nextLong()))));
  }

  private void sendHeaders(SyncPeer peer, List<KnownBlock> blocks) {
    var headers = new ArrayList<BlockHeader>(blocks.size());
    blocks.forEach(block -> headers.add(block.header()));
    var first = blocks.getFirst().hash();
    if (blocks.size() > 1) {
      LOG.debug(
          "{} headers, range ({}, {}), to {}",
          blocks.size(),
          first,
          blocks.getLast().hash(),
          peer.peer());
    } else {
      LOG.debug("sending header {} to {}", first, peer.peer());
    }
    if (!headers.equals(lastHeaders.headers())) {
      lastHeaders = new Headers(headers);
    }
    surroundings.send(peer.peer(), lastHeaders);
    peer.chain().sent(blocks.getLast());
  }

  private void announceByName(SyncPeer peer, KnownBlock block) {
    var chain = surroundings.chain();
    if (!chain.isActive(block)) {
      LOG.debug("Announcing block {} not on main chain (tip={})", block.hash(), chain.tip().hash());
    }
    if (!peer.chain().hasHeader(block)) {
      peer.announcements().addInventory(block.hash());
      LOG.debug("sending inv {} hash={}", peer.peer(), block.hash());
    }
  }
}
