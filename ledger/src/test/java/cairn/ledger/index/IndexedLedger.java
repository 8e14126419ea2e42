package cairn.ledger.index;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.BlockAnswer;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.MempoolConfig;
import cairn.primitives.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A ledger on regtest, with indexes that follow it. */
public final class IndexedLedger implements AutoCloseable {
  static final IndexOptions ALL = new IndexOptions(true, true, true, true, false);

  /** Later than any block in a test. */
  private static final Instant NOW = Instant.parse("2035-01-01T00:00:00Z");

  public final Ledger ledger;
  final Indexes indexes;

  /** Comes if the indexes cannot go on. */
  final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  private IndexedLedger(LedgerConfig config, IndexOptions options) {
    ledger = Ledger.open(config, () -> false);
    try {
      indexes = Indexes.open(ledger, options);
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
    indexes.start(failure::complete);
  }

  public static IndexedLedger open(Path directory, IndexOptions options) {
    return open(directory, options, Rebuild.NOTHING, LedgerConfig.NEVER_PRUNE);
  }

  static IndexedLedger open(
      Path directory, IndexOptions options, Rebuild rebuild, long pruneTargetBytes) {
    return open(Networks.regtest(), directory, options, rebuild, pruneTargetBytes);
  }

  static IndexedLedger open(
      Network network,
      Path directory,
      IndexOptions options,
      Rebuild rebuild,
      long pruneTargetBytes) {
    try {
      return new IndexedLedger(
          new LedgerConfig(
              network,
              directory,
              Files.createDirectories(directory.resolve("blocks")),
              true,
              true,
              rebuild,
              8 << 20,
              2,
              6,
              3,
              pruneTargetBytes,
              0,
              LedgerConfig.DEFAULT_MAX_TIP_AGE,
              MempoolConfig.DEFAULT,
              InstantSource.fixed(NOW)),
          options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands over blocks, and waits for what becomes of them. */
  public IndexedLedger submit(List<Block> blocks) {
    List<CompletableFuture<BlockAnswer>> answers =
        blocks.stream().map(block -> ledger.commands().submitBlock(block, true, true)).toList();
    answers.forEach(CompletableFuture::join);
    return this;
  }

  /** Waits until all indexes have the tip, however far behind they are. */
  IndexedLedger await() {
    for (var index : indexes.all()) {
      while (!index.caughtUp().join()) {
        assertThat(failure).isNotDone();
        Thread.onSpinWait();
      }
    }
    return this;
  }

  IndexedBlock find(Block block) {
    return Objects.requireNonNull(ledger.index().find(block.hash()));
  }

  TransactionIndex transactions() {
    return indexes.transactions().orElseThrow();
  }

  SpenderIndex spenders() {
    return indexes.spenders().orElseThrow();
  }

  BlockFilterIndex blockFilters() {
    return indexes.blockFilters().orElseThrow();
  }

  CoinStatisticsIndex coinStatistics() {
    return indexes.coinStatistics().orElseThrow();
  }

  @Override
  public void close() {
    try (ledger;
        indexes) {
      assertThat(failure).isNotDone();
    }
  }
}
