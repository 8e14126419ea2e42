package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import java.util.ArrayList;
import java.util.List;
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
  private final HeadersUnderWay headersUnderWay;
  private final BlockIntake intake;

  /**
   * @param intake knows of blocks that are here, but are not known to be stored yet
   */
  BlockWindow(
      SyncSurroundings surroundings,
      BlockRequests requests,
      HeadersUnderWay headersUnderWay,
      BlockIntake intake) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.headersUnderWay = headersUnderWay;
    this.intake = intake;
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
    if (headersUnderWay.contains(best.hash())) {
      return Choice.NONE; // for now: another peer was first
    }
    var history = chain.history();
    if (history.isPresent() && !history.get().base().isAncestorOf(best)) {
      return Choice.NONE; // for now: it would lead to where this node cannot follow
    }
    var common = peer.download().path.update(best, chain);
    if (common.height() == best.height()) {
      return Choice.NONE; // all that it has is here
    }
    int windowEnd = common.height() + SIZE;
    int enough = isBusy(common) ? chain.tip().height() + intake.enough() : windowEnd;
    var chosen = new Walk(peer, best, count).choose(windowEnd, enough);
    boolean maybeStalled = chosen.isEmpty() && windowEnd <= enough;
    return new Choice(chosen, maybeStalled ? staller(peer, best, windowEnd) : null);
  }

  /**
   * Who keeps the peer waiting, for which no block was found: whoever has to send the first one
   * that is missing, if there were another one to be had from the peer, were the window larger by
   * one.
   */
  private @Nullable SyncPeer staller(SyncPeer peer, KnownBlock best, int windowEnd) {
    var missing = peer.download().path.firstMissing();
    if (missing == null || !peer.download().requests.isEmpty() || best.height() <= windowEnd) {
      return null;
    }
    var next = best.ancestor(windowEnd + 1);
    if (!mayBeAsked(peer, next) || !isNeeded(next)) {
      return null;
    }
    var first = requests.of(missing.hash());
    return first.isEmpty() ? null : first.getFirst().from;
  }

  /**
   * Whether this node has still something to check before it needs any more blocks.
   *
   * @param common the last block that is here, as are all before it
   */
  private boolean isBusy(KnownBlock common) {
    return !intake.isIdle() || common.work().compareTo(surroundings.chain().tip().work()) > 0;
  }

  private boolean mayBeAsked(SyncPeer peer, KnownBlock block) {
    return !block.isFailed() && (!surroundings.hasSegwit(block) || peer.servesWitnesses());
  }

  private boolean isNeeded(KnownBlock block) {
    return !surroundings.chain().isActive(block) && isMissing(block);
  }

  private boolean isMissing(KnownBlock block) {
    return !block.hasData()
        && !requests.isRequested(block.hash())
        && !intake.isBeingChecked(block.hash());
  }

  /**
   * At most {@code count} blocks that are to be verified though the chain is beyond them; the first
   * ones first.
   */
  List<KnownBlock> chooseHistory(SyncPeer peer, int count) {
    var history = surroundings.chain().history();
    var best = peer.chain().best();
    if (history.isEmpty() || best == null || peer.isLimited()) {
      return List.of();
    }
    var base = history.get().base();
    if (!base.isAncestorOf(best)) {
      return List.of();
    }
    int from = history.get().verified().height() + 1;
    int last = Math.min(base.height(), from + SIZE);
    var chosen = new ArrayList<KnownBlock>();
    for (; from <= last && chosen.size() < count; from += STRIDE) {
      for (var block : stretch(base, from, Math.min(from + STRIDE - 1, last))) {
        if (!mayBeAsked(peer, block)) {
          return chosen;
        }
        if (chosen.size() < count && isMissing(block)) {
          chosen.add(block);
        }
      }
    }
    return chosen;
  }

  /** The blocks of these heights on the way to {@code best}. */
  private static List<KnownBlock> stretch(KnownBlock best, int from, int to) {
    var blocks = new KnownBlock[to - from + 1];
    @Nullable KnownBlock block = best.ancestor(to);
    for (int i = blocks.length - 1; i >= 0 && block != null; i--) {
      blocks[i] = block;
      block = block.previous();
    }
    return List.of(blocks);
  }

  /** Late blocks, that are to be asked for again; see {@link LateBlocks}. */
  List<KnownBlock> chooseLate(SyncPeer peer, LateBlocks late) {
    var best = peer.chain().best();
    var missing = peer.download().path.firstMissing();
    var common = peer.download().path.common();
    return best == null || missing == null || common == null || isBusy(common)
        ? List.of()
        : late.choose(peer, missing, best, peer.download().requests.isEmpty());
  }

  /** The last block that is known to be both here and at the peer; null if none was looked for. */
  @Nullable KnownBlock lastCommon(SyncPeer peer) {
    var best = peer.chain().best();
    var path = peer.download().path;
    return best == null || path.common() == null ? null : path.update(best, surroundings.chain());
  }

  /** A walk towards a peer's best block, from where the last one has ended. */
  private final class Walk {
    private final SyncPeer peer;
    private final KnownBlock best;
    private final int count;
    private final DownloadPath path;
    private final List<KnownBlock> chosen = new ArrayList<>();

    Walk(SyncPeer peer, KnownBlock best, int count) {
      this.peer = peer;
      this.best = best;
      this.count = count;
      this.path = peer.download().path;
    }

    List<KnownBlock> choose(int windowEnd, int enough) {
      int last = Math.min(best.height(), Math.min(windowEnd, enough));
      int from = Math.max(path.searched(requests.gaps()), windowEnd - SIZE) + 1;
      int stride = Math.min(2 * count, STRIDE);
      while (from <= last) {
        int to = Math.min(from + stride - 1, last);
        for (var block : stretch(best, from, to)) {
          if (chosen.size() == count || !goesOnAt(block)) {
            return chosen;
          }
          path.searchedTo(block.height());
        }
        from = to + 1;
        stride = STRIDE;
      }
      return chosen;
    }

    /** Looks at the next block; false if the peer is not to be asked for it, nor for later ones. */
    private boolean goesOnAt(KnownBlock block) {
      if (!mayBeAsked(peer, block)) {
        return false;
      }
      boolean isOld = peer.isLimited() && best.height() - block.height() >= LIMITED_BLOCKS;
      if (!isOld && isNeeded(block)) {
        chosen.add(block);
      }
      return true;
    }
  }
}
