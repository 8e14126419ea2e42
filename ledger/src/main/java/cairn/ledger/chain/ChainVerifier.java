package cairn.ledger.chain;

import cairn.genesis.Network;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.headers.Chain;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.VerifiedScripts;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.FetchedCoins;
import cairn.ledger.store.HeaderStore.Flag;
import cairn.primitives.Block;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the last blocks on disk are sound and agree with the coins. It works on coins of its
 * own in front of the stored ones, and changes nothing.
 */
final class ChainVerifier {
  /** Memory for the coins that blocks being taken back bring up; beyond it, none is. */
  private static final long COINS_BYTES = 256 << 20;

  private static final String ADVICE =
      " Please restart with -reindex or -reindex-chainstate to recover.";

  private static final Logger log = LoggerFactory.getLogger(ChainVerifier.class);

  private final Network network;
  private final BlockArchive archive;
  private final CoinStore store;
  private final Workers workers;
  private final BooleanSupplier stopping;

  /**
   * @param stopping whether to end early, without having found anything; asked for each block
   */
  ChainVerifier(
      Network network,
      BlockArchive archive,
      CoinStore store,
      Workers workers,
      BooleanSupplier stopping) {
    this.network = network;
    this.archive = archive;
    this.store = store;
    this.workers = workers;
    this.stopping = stopping;
  }

  /**
   * Checks blocks from the tip back.
   *
   * @param chain the stored coins are those after its tip
   * @param count how many blocks; all if that is none, or more than there are
   * @param level 0 reads the blocks, 1 checks their contents, 2 reads their undo data, 3 takes them
   *     back, 4 connects them again
   * @return whether all of these blocks were checked: they were not if some are pruned, or if the
   *     memory was too small for those that would have been taken back
   * @throws StorageException if something is wrong, in Core's words
   */
  boolean verify(Chain chain, int count, int level) {
    int depth = count <= 0 ? chain.height() : Math.min(count, chain.height());
    if (depth == 0) {
      return true;
    }
    log.info("Verifying last {} blocks at level {}", depth, level);
    try (var coins = new CoinsCache(store, COINS_BYTES, RandomGenerator.getDefault())) {
      return new Run(chain, chain.height() - depth, level, coins).run();
    } catch (StorageException e) {
      var advice = e.problem() == Problem.MISSING ? ADVICE : ""; // the others have one
      throw new StorageException(
          e.problem(), "Corrupted block database detected. " + e.getMessage() + advice, e);
    }
  }

  /** One way back, and forth. */
  private final class Run {
    private final Chain chain;
    private final int end;
    private final int level;
    private final CoinsCache coins;
    private final BlockConnector connector;

    /** The height of the last block that has not been taken back. */
    private int back;

    private boolean full;
    private long transactions;

    /**
     * @param end the height of the block before the last one to check
     */
    Run(Chain chain, int end, int level, CoinsCache coins) {
      this.chain = chain;
      this.end = end;
      this.level = level;
      this.coins = coins;
      this.connector =
          new BlockConnector(network.consensus(), coins, workers, VerifiedScripts.NONE);
      this.back = chain.height();
    }

    boolean run() {
      int height = chain.height();
      while (height > end && !stopping.getAsBoolean() && isStored(at(height))) {
        check(at(height));
        height--;
      }
      if (full) {
        log.warn("Skipped verification of level >=3 for blocks up to height {}.", back);
      }
      if (level >= 4) {
        for (int next = back + 1; next <= chain.height() && !stopping.getAsBoolean(); next++) {
          reconnect(at(next));
        }
      }
      log.info("Verification: checked last {} blocks at level {}", chain.height() - height, level);
      if (level >= 3) {
        log.info("Verification: no coin database inconsistencies ({} transactions)", transactions);
      }
      return height == end && !full;
    }

    private HeaderEntry at(int height) {
      return Objects.requireNonNull(chain.at(height));
    }

    /** Whether the block should be there; those from before pruning are not. */
    private boolean isStored(HeaderEntry entry) {
      if (entry.hasData() || !archive.index().has(Flag.PRUNED)) {
        return true;
      }
      log.info(
          "Block verification stopping at height {} (no data). This could be due to pruning.",
          entry.height());
      return false;
    }

    private void check(HeaderEntry entry) {
      var block = archive.read(entry);
      if (level >= 1
          && BlockArchive.stillGood(entry, block, network) instanceof Verdict.Invalid why) {
        throw damaged("Found bad block %s (%s)".formatted(entry, why), null);
      }
      if (level >= 2 && entry.hasUndo()) {
        archive.readUndo(entry);
      }
      full |= level >= 3 && coins.isFull();
      if (level >= 3 && !full) {
        takeBack(entry, block);
        back--;
        transactions += block.transactions().size();
      }
    }

    private void takeBack(HeaderEntry entry, Block block) {
      try {
        connector.disconnect(entry, block, archive.readUndo(entry));
      } catch (IllegalStateException e) {
        throw damaged("Irrecoverable inconsistency in block data at " + entry, e);
      }
    }

    private void reconnect(HeaderEntry entry) {
      var outcome = connector.connect(entry, archive.read(entry), FetchedCoins.NONE, true);
      var verdict =
          switch (outcome) {
            case BlockConnector.Outcome.Refused(var why) -> why;
            case BlockConnector.Outcome.Connected connected -> connected.checks().await();
          };
      if (verdict instanceof Verdict.Invalid failure) {
        throw damaged("Found unconnectable block %s (%s)".formatted(entry, failure), null);
      }
    }
  }

  private static StorageException damaged(String what, @Nullable Throwable cause) {
    return new StorageException(Problem.DAMAGED, what + "." + ADVICE, cause);
  }
}
