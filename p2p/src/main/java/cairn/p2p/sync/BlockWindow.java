package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the next blocks to get from a peer: the first ones on the way to its best block that are
 * neither here nor asked for, as long as they are not too far from what is here already. Without
 * that window, a slow peer would have the others fill the disk with blocks that wait for its own.
 */
final class BlockWindow {
  /** How far beyond the last block that is here, with all before it, others are asked for. */
  static final int SIZE = 1_024;

  /** A peer that serves the last blocks only is asked for no older ones (BIP 159), but for two. */
  private static final int LIMITED_BLOCKS = 288 - 2;

  /** So many blocks are looked up at once: finding an ancestor costs as much as some steps back. */
  private static final int STRIDE = 128;

  /**
   * @param blocks to be asked for, the first ones first
   * @param staller who has to send its block before anything more can be got from the peer; null if
   *     nobody keeps it waiting
   */
  record Choice(List<KnownBlock> blocks, @Nullable SyncPeer staller) {
    private static final Choice NONE = new Choice(List.of(), null);
  }

  private final SyncSurroundings surroundings;
  private final BlockRequests requests;
  private final Predicate<BlockHash> isBeingChecked;

  /**
   * @param isBeingChecked whether a block is here, but is not known to be stored yet
   */
  BlockWindow(
      SyncSurroundings surroundings, BlockRequests requests, Predicate<BlockHash> isBeingChecked) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.isBeingChecked = isBeingChecked;
  }

  /** At most {@code count} blocks, which is at least 1. */
  Choice choose(SyncPeer peer, int count) {
    var chain = surroundings.chain();
    peer.chain().resolve(chain);
    var best = peer.chain().best();
    if (best == null
        || !peer.chain().hasWork(chain.tip().work())
        || !peer.chain().hasWork(surroundings.minimumWork())) {
      return Choice.NONE; // the peer has nothing that is of interest
    }
    var common = raiseCommon(peer.download(), best, chain);
    return common.equals(best) ? Choice.NONE : new Walk(peer, best, count).from(common);
  }

  /** The last block that is known to be both here and at the peer; null if none was looked for. */
  @Nullable KnownBlock lastCommon(SyncPeer peer) {
    var best = peer.chain().best();
    return best == null || peer.download().lastCommon == null
        ? null
        : raiseCommon(peer.download(), best, surroundings.chain());
  }

  private static KnownBlock raiseCommon(DownloadState download, KnownBlock best, Blockchain chain) {
    var fork = chain.fork(best);
    var common = download.lastCommon;
    if (common == null || fork.work().compareTo(common.work()) > 0 || !common.isAncestorOf(best)) {
      common = fork;
      download.lastCommon = fork;
    }
    return common;
  }

  /** One way from what is here towards a peer's best block. */
  private final class Walk {
    private final SyncPeer peer;
    private final KnownBlock best;
    private final int count;
    private final List<KnownBlock> chosen = new ArrayList<>();
    private boolean hasGap;
    private @Nullable SyncPeer waitedFor;
    private @Nullable SyncPeer staller;

    Walk(SyncPeer peer, KnownBlock best, int count) {
      this.peer = peer;
      this.best = best;
      this.count = count;
    }

    Choice from(KnownBlock common) {
      int windowEnd = common.height() + SIZE;
      // One more than may be asked for: if that could be, were the window larger, it is blocked.
      int last = Math.min(best.height(), windowEnd + 1);
      for (int from = common.height() + 1; from <= last; from += STRIDE) {
        for (var block : stretch(from, Math.min(from + STRIDE - 1, last))) {
          if (!goesOnAt(block, windowEnd)) {
            return new Choice(chosen, staller);
          }
        }
      }
      return new Choice(chosen, staller);
    }

    private List<KnownBlock> stretch(int from, int to) {
      var blocks = new KnownBlock[to - from + 1];
      @Nullable KnownBlock block = best.ancestor(to);
      for (int i = blocks.length - 1; i >= 0 && block != null; i--) {
        blocks[i] = block;
        block = block.previous();
      }
      return List.of(blocks);
    }

    /** Looks at the next block; false if that was the last to be looked at. */
    private boolean goesOnAt(KnownBlock block, int windowEnd) {
      if (block.isFailed() || (surroundings.hasSegwit(block) && !peer.servesWitnesses())) {
        return false;
      }
      if (block.hasData() || surroundings.chain().isActive(block)) {
        if (block.hasAllData()) {
          peer.download().lastCommon = block;
        }
        return true;
      }
      if (requests.isRequested(block.hash()) || isBeingChecked.test(block.hash())) {
        if (!hasGap) {
          hasGap = true;
          var first = requests.of(block.hash());
          waitedFor = first.isEmpty() ? null : first.getFirst().from;
        }
        return true;
      }
      if (block.height() > windowEnd) {
        if (chosen.isEmpty() && !peer.equals(waitedFor)) {
          staller = waitedFor;
        }
        return false;
      }
      if (peer.isLimited() && best.height() - block.height() >= LIMITED_BLOCKS) {
        return true;
      }
      chosen.add(block);
      return chosen.size() < count;
    }
  }
}
