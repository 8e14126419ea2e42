package cairn.node;

import cairn.ledger.blockfiles.FileLimits;
import cairn.ledger.chain.ImportReport;
import cairn.ledger.chain.Ledger;
import cairn.ledger.chain.LedgerConfig;
import cairn.ledger.chain.LedgerConfig.Rebuild;
import cairn.ledger.store.DirectoryLock;
import cairn.ledger.store.StorageException;
import cairn.ledger.store.StorageException.Problem;
import cairn.node.config.NodeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node, from its start to its end. */
final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  /** Some of what was to be imported was not good. */
  private static final int IMPORT_INCOMPLETE = 2;

  private final NodeConfig config;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable Ledger ledger;

  Node(NodeConfig config) {
    this.config = config;
  }

  /**
   * How a run ended.
   *
   * @param complaint a line for the operator; empty if there is nothing to complain of
   */
  record Outcome(int exitStatus, String complaint) {
    static final Outcome DONE = new Outcome(0, "");
  }

  /** Has {@link #run} return soon. For any thread. */
  void stop() {
    stop.countDown();
    var open = ledger;
    if (open != null) {
      open.chainstate().stop();
    }
  }

  /**
   * Runs the node on this thread, which is the chain thread.
   *
   * @throws StorageException if its files cannot be used
   */
  Outcome run() {
    log.info("Cairn version v{}", Version.CAIRN);
    log.info("Using data directory {}", config.networkDirectory());
    try (var _ = DirectoryLock.acquire(config.networkDirectory());
        var _ = DirectoryLock.acquire(config.blocksDirectory());
        var _ = PidFile.write(config.pidFile())) {
      var outcome = runLocked();
      log.info("Shutdown: done");
      return outcome;
    }
  }

  private Outcome runLocked() {
    var tip = new TipLog();
    try (var open = Ledger.open(ledgerConfig(), tip)) {
      tip.watch(open.chainstate());
      ledger = open;
      if (stop.getCount() == 0) {
        return Outcome.DONE;
      }
      var reports = importBlocks(open);
      if (config.stopAfterBlockImport() || open.chainstate().isStopping()) {
        log.info("Stopping after block import");
        return outcome(reports);
      }
      awaitStop();
      return Outcome.DONE;
    }
  }

  private List<ImportReport> importBlocks(Ledger open) {
    var reports = new ArrayList<ImportReport>();
    var progress = new ProgressLine(open.chainstate(), config.log().console());
    if (open.isReindexing()) {
      reports.add(open.reindex(progress));
    }
    open.activate();
    for (var file : config.loadBlocks()) {
      if (open.chainstate().isStopping()) {
        break;
      }
      if (Files.isReadable(file)) {
        reports.add(open.load(file, progress));
      } else {
        log.warn("Could not open blocks file {}", file);
        reports.add(ImportReport.UNOPENED);
      }
    }
    progress.end();
    return reports;
  }

  /** What was not good changes the exit status where importing was all there was to do. */
  private Outcome outcome(List<ImportReport> reports) {
    var complaints = new ArrayList<String>();
    for (var report : reports) {
      if (!report.isClean()) {
        complaints.add("Warning: " + report);
      }
    }
    return complaints.isEmpty()
        ? Outcome.DONE
        : new Outcome(IMPORT_INCOMPLETE, String.join(System.lineSeparator(), complaints));
  }

  private void awaitStop() {
    try {
      stop.await();
    } catch (InterruptedException e) {
      log.debug("interrupted, and so asked to stop");
    }
  }

  private LedgerConfig ledgerConfig() {
    var blockFiles = config.blockFiles();
    return new LedgerConfig(
        config.network(),
        config.networkDirectory(),
        config.blocksDirectory(),
        blockFiles.small() ? FileLimits.FAST_PRUNE : FileLimits.NORMAL,
        blockFiles.xor(),
        switch (config.rebuild()) {
          case NOTHING -> Rebuild.NOTHING;
          case CHAINSTATE -> Rebuild.CHAINSTATE;
          case EVERYTHING -> Rebuild.EVERYTHING;
        },
        config.dbCacheBytes(),
        config.verifyThreads(),
        config.checkBlocks(),
        config.checkLevel(),
        switch (blockFiles.prune().mode()) {
          case NEVER -> LedgerConfig.NEVER_PRUNE;
          case ON_REQUEST -> LedgerConfig.PRUNE_ON_REQUEST;
          case AUTOMATIC -> blockFiles.prune().targetBytes();
        },
        config.stopAtHeight(),
        clock());
  }

  private InstantSource clock() {
    return config.mockTime().isPresent()
        ? InstantSource.fixed(Instant.ofEpochSecond(config.mockTime().getAsLong()))
        : InstantSource.system();
  }

  /** Tells other programs which process this is, as long as it runs. */
  private record PidFile(Path path) implements AutoCloseable {
    static PidFile write(Path path) {
      try {
        Files.writeString(path, ProcessHandle.current().pid() + "\n");
        return new PidFile(path);
      } catch (IOException e) {
        throw new StorageException(
            Problem.IO,
            "Unable to create the PID file '%s': %s".formatted(path, e.getMessage()),
            e);
      }
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        log.warn("Unable to remove PID file: {}", e.getMessage());
      }
    }
  }
}
