package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderTree;
import cairn.ledger.store.HeaderStore.Flag;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the oldest block files once all of them take too much room. */
final class Pruner {
  /** Blocks below the tip that are always kept: for reorganisations, and for peers. */
  static final int MIN_BLOCKS_TO_KEEP = 288;

  /** Room for one chunk of each kind of file, so that the target is not passed in between. */
  private static final long BUFFER_BYTES = (16 + 1) << 20;

  private static final Logger log = LoggerFactory.getLogger(Pruner.class);

  private final Network network;
  private final BlockArchive archive;
  private final HeaderTree headers;
  private final long targetBytes;

  /**
   * @param targetBytes what all files together should stay below
   */
  Pruner(Network network, BlockArchive archive, HeaderTree headers, long targetBytes) {
    this.network = network;
    this.archive = archive;
    this.headers = headers;
    this.targetBytes = targetBytes;
  }

  /** Whether files have grown to where some should go. */
  boolean isDue(Chain chain) {
    return chain.height() > network.defaults().pruneAfterHeight()
        && archive.files().usedBytes() + BUFFER_BYTES >= targetBytes;
  }

  /**
   * Deletes what can go. The coins on disk must be those after the tip of {@code chain}: if they
   * were older, blocks would be missing that lead from them to the tip.
   */
  void prune(Chain chain) {
    var pruned = choose(chain);
    if (pruned.isEmpty()) {
      return;
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

  /** The files to go, oldest first: none with a block near the tip, nor the one being written. */
  private List<Integer> choose(Chain chain) {
    var files = archive.files().infos();
    int lastToPrune = chain.height() - MIN_BLOCKS_TO_KEEP;
    long used = archive.files().usedBytes();
    var chosen = new ArrayList<Integer>();
    for (int i = 0; i < archive.files().current() && used + BUFFER_BYTES >= targetBytes; i++) {
      var file = files.get(i);
      if (file.size() > 0 && file.heightLast() <= lastToPrune) {
        chosen.add(i);
        used -= file.size() + file.undoSize();
      }
    }
    return chosen;
  }
}
