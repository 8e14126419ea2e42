package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import org.jspecify.annotations.Nullable;

/**
 * The way from what is here to a peer's best block. It is looked at for each block that comes, so
 * it remembers how far it has been gone.
 */
final class DownloadPath {
  private @Nullable KnownBlock best;
  private @Nullable KnownBlock common;
  private @Nullable KnownBlock next;
  private int searched;
  private long gaps;

  /** The last block that is here, as are all before it; null if it was never looked for. */
  @Nullable KnownBlock common() {
    return common;
  }

  /**
   * Looks where the way begins now.
   *
   * @param newBest where it ends
   * @return the last block that is here, as are all before it
   */
  KnownBlock update(KnownBlock newBest, Blockchain chain) {
    var start = common;
    if (!newBest.equals(best)) {
      if (best != null && !best.isAncestorOf(newBest)) {
        searched = 0;
      }
      if (start != null && !start.isAncestorOf(newBest)) {
        start = null;
      }
      best = newBest;
      next = null;
    }
    if (start == null || chain.tip().height() > start.height()) {
      start = higher(start, chain.fork(newBest));
    }
    common = skipComplete(start, newBest);
    return common;
  }

  private KnownBlock higher(@Nullable KnownBlock start, KnownBlock fork) {
    if (start != null && start.height() >= fork.height()) {
      return start;
    }
    next = null;
    return fork;
  }

  private KnownBlock skipComplete(KnownBlock start, KnownBlock newBest) {
    var last = start;
    while (last.height() < newBest.height()) {
      var following = next == null ? newBest.ancestor(last.height() + 1) : next;
      if (!following.hasAllData() || following.isFailed()) {
        next = following;
        return last;
      }
      last = following;
      next = null;
    }
    return last;
  }

  /**
   * The first block that is missing; null if none is, or if that was never looked for. Others may
   * be missing after it.
   */
  @Nullable KnownBlock firstMissing() {
    return next;
  }

  /**
   * The height up to which there is nothing to be asked for: each block is here, or was asked for.
   *
   * @param gapsNow how often it has happened that a block was asked for and did not come
   */
  int searched(long gapsNow) {
    if (gaps != gapsNow) {
      gaps = gapsNow;
      searched = 0;
    }
    return searched;
  }

  /** There is nothing to be asked for up to {@code height}, or it is being asked for now. */
  void searchedTo(int height) {
    searched = height;
  }
}
