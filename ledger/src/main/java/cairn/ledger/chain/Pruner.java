package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.store.BlockFileInfo;
import cairn.ledger.store.HeaderStore.Flag;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the oldest block files once all of them take too much room. */
final class Pruner {
  /** Blocks below the tip that are always kept: for reorganisations, and for peers. */
  static final int MIN_BLOCKS_TO_KEEP = 288;

  /** Room for one chunk of each kind of file, so that the target is not passed in between. */
  private static final long BUFFER_BYTES = (16 + 1) << 20;

  private static final long TYPICAL_BLOCK_BYTES = 1_000_000;

  /** A chain whose tip is younger is not being synchronised for the first time. */
  private static final Duration RECENT = Duration.ofDays(1);

  private static final Logger log = LoggerFactory.getLogger(Pruner.class);

  private final Network network;
  private final BlockArchive archive;
  private final HeaderTree headers;
  private final PruneLocks locks;
  private final long targetBytes;
  private final InstantSource clock;

  /** What is still being verified below a snapshot; null if nothing is. */
  private @Nullable History history;

  /** Whether files may have grown since {@link #isDue} last looked. */
  private boolean grown = true;

  /**
   * @param targetBytes what all files together should stay below
   */
  Pruner(
      Network network,
      BlockArchive archive,
      HeaderTree headers,
      PruneLocks locks,
      long targetBytes,
      InstantSource clock) {
    this.network = network;
    this.archive = archive;
    this.headers = headers;
    this.locks = locks;
    this.targetBytes = targetBytes;
    this.clock = clock;
  }

  /** Keeps the blocks that {@code history} needs, as long as it is not null. */
  void keepFor(@Nullable History history) {
    this.history = history;
  }

  /**
   * Whether files have grown to where some should go, and can. While reindexing none can: a file
   * that holds only old blocks so far as is known may hold others as well.
   */
  boolean isDue(Chain chain) {
    grown |= archive.files().takeGrown();
    if (!grown
        || chain.height() <= network.defaults().pruneAfterHeight()
        || archive.index().has(Flag.REINDEXING)) {
      return false;
    }
    grown = false;
    return !choose(chain).isEmpty();
  }

  /** The chain ends with this block now: the next one has been disconnected. */
  void steppedBack(Chain chain) {
    locks.steppedBack(chain.height());
  }

  /**
   * Deletes what can go. The coins on disk must be those after the tip of {@code chain}: if they
   * were older, blocks would be missing that lead from them to the tip.
   */
  void prune(Chain chain) {
    delete(choose(chain));
  }

  /**
   * Deletes the files all of whose blocks are at {@code height} or below, but for the last blocks
   * of the chain. The coins on disk must be those after its tip.
   */
  void pruneTo(Chain chain, int height) {
    int last = Math.min(height, lastToPrune(chain));
    var files = archive.files().infos();
    var chosen = new ArrayList<Integer>();
    for (int i = 0; i < archive.files().current(); i++) {
      if (files.get(i).size() > 0 && isDeep(files.get(i), last)) {
        chosen.add(i);
      }
    }
    delete(chosen);
  }

  private void delete(List<Integer> pruned) {
    if (pruned.isEmpty()) {
      return;
    }
    if (history != null) {
      history.flush();
    }
    headers.forEach(entry -> {
      if ((entry.hasData() || entry.hasUndo()) && pruned.contains(entry.file())) {
        entry.pruned();
        archive.changed(entry);
      }
    });
    pruned.forEach(archive.files()::prune);
    if (!archive.index().has(Flag.PRUNED)) {
      archive.index().set(Flag.PRUNED, true);
    }
    archive.flush();
    pruned.forEach(archive.files()::delete);
    log.info("Pruned {} block files, up to number {}", pruned.size(), pruned.getLast());
  }

  /** Whether no block of a file is above {@code last}, or is needed to verify those after it. */
  private boolean isDeep(BlockFileInfo file, int last) {
    if (file.heightLast() > last) {
      return false;
    }
    return history == null
        || file.heightFirst() > history.base().height()
        || file.heightLast() <= history.chain().height() - MIN_BLOCKS_TO_KEEP;
  }

  /** The last block that may go: none near the tip, and none that somebody needs. */
  private int lastToPrune(Chain chain) {
    return Math.min(chain.height() - MIN_BLOCKS_TO_KEEP, locks.limit(chain.height()));
  }

  /** The files to go, oldest first: none with a block near the tip, nor the one being written. */
  private List<Integer> choose(Chain chain) {
    var files = archive.files().infos();
    long used = archive.files().usedBytes();
    long limit = targetBytes - BUFFER_BYTES;
    var chosen = new ArrayList<Integer>();
    if (used < limit) {
      return chosen;
    }
    limit -= expectedBytes(chain);
    int lastToPrune = lastToPrune(chain);
    for (int i = 0; i < archive.files().current() && used >= limit; i++) {
      var file = files.get(i);
      if (file.size() > 0 && isDeep(file, lastToPrune)) {
        chosen.add(i);
        used -= file.size() + file.undoSize();
      }
    }
    return chosen;
  }

  /**
   * About how much is still to come in a first synchronisation. The coins have to be stored each
   * time something is pruned, so then as much goes at once as can.
   */
  private long expectedBytes(Chain chain) {
    var tip = chain.tip();
    boolean synchronizing =
        tip.work().compareTo(network.facts().minimumChainWork()) < 0
            || tip.time() < clock.instant().minus(RECENT).getEpochSecond();
    long blocks = Math.max(0, headers.bestHeader().height() - tip.height());
    return synchronizing ? blocks * TYPICAL_BLOCK_BYTES : 0;
  }
}
