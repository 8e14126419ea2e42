package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.codec.BlockUndo;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Rule;
import cairn.ledger.rules.Verdict;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.StorageException;
import cairn.ledger.store.StorageException.Problem;
import cairn.primitives.Block;
import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the last blocks on disk are sound and agree with the coins. It works on coins of its
 * own in front of the stored ones, and changes nothing.
 */
final class ChainVerifier {
  /** Memory for the coins that blocks being taken back bring up; beyond it, checks end early. */
  private static final long COINS_BYTES = 256 << 20;

  private static final Logger log = LoggerFactory.getLogger(ChainVerifier.class);

  private final Network network;
  private final BlockArchive archive;
  private final CoinStore store;
  private final Workers workers;

  ChainVerifier(Network network, BlockArchive archive, CoinStore store, Workers workers) {
    this.network = network;
    this.archive = archive;
    this.store = store;
    this.workers = workers;
  }

  /** A block that was taken back. */
  private record Undone(HeaderEntry entry, Block block) {}

  /**
   * Checks blocks from the tip back.
   *
   * @param blocks the tip first; the stored coins are those after it
   * @param level 0 reads the blocks, 1 checks their contents, 2 reads their undo data, 3 takes them
   *     back, 4 connects them again
   * @throws StorageException if something is wrong, in Core's words
   */
  void verify(List<HeaderEntry> blocks, int level) {
    if (blocks.isEmpty()) {
      return;
    }
    log.info("Verifying last {} blocks at level {}", blocks.size(), level);
    try (var coins = new CoinsCache(store, COINS_BYTES, RandomGenerator.getDefault())) {
      var connector = new BlockConnector(network.consensus(), coins, workers);
      var undone = new ArrayDeque<Undone>();
      for (var entry : blocks) {
        if (entry.height() == 0 || !entry.hasData()) {
          break; // before the first block, or pruned
        }
        var block = archive.read(entry);
        if (level >= 1) {
          checkContents(entry, block);
        }
        if (level >= 2) {
          var undo = archive.readUndo(entry);
          if (level >= 3 && !coins.isFull()) {
            takeBack(connector, entry, block, undo);
            undone.push(new Undone(entry, block));
          }
        }
      }
      if (level >= 4) {
        undone.forEach(block -> reconnect(connector, block));
      }
    }
  }

  private void checkContents(HeaderEntry entry, Block block) {
    if (Rule.firstFailure(BlockContents.rules(network), block) instanceof Verdict.Invalid failure) {
      throw damaged("found bad block at %s (%s)".formatted(entry, failure), null);
    }
  }

  private static void takeBack(
      BlockConnector connector, HeaderEntry entry, Block block, BlockUndo undo) {
    try {
      connector.disconnect(entry, block, undo);
    } catch (IllegalStateException e) {
      throw damaged("irrecoverable inconsistency in block data at " + entry, e);
    }
  }

  private static void reconnect(BlockConnector connector, Undone block) {
    var outcome = connector.connect(block.entry(), block.block(), FetchedCoins.NONE, true);
    var verdict =
        switch (outcome) {
          case BlockConnector.Outcome.Refused(var why) -> why;
          case BlockConnector.Outcome.Connected connected -> connected.checks().await();
        };
    if (verdict instanceof Verdict.Invalid failure) {
      throw damaged("found unconnectable block at %s (%s)".formatted(block.entry(), failure), null);
    }
  }

  private static StorageException damaged(String what, @Nullable Throwable cause) {
    return new StorageException(
        Problem.DAMAGED,
        "Corrupted block database detected: " + what + ". Start with -reindex to make it anew.",
        cause);
  }
}
