package cairn.node;

import cairn.ledger.ImportReport;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.StorageException;
import cairn.ledger.chain.ChainListener;
import cairn.ledger.chain.OpenLedger;
import cairn.ledger.headers.HeaderEntry;
import cairn.node.config.NodeConfig;
import cairn.node.log.Display;
import cairn.primitives.Block;
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

/** A node at work, from opening its ledger to closing it, in directories that are held for it. */
final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private final NodeConfig config;
  private final Display display;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable OpenLedger ledger;

  /** Where the going over to the best stored branch is shown, while that lasts. */
  private @Nullable ProgressLine activation;

  Node(NodeConfig config, Display display) {
    this.config = config;
    this.display = display;
  }

  /** Has {@link #run} return soon. For any thread. */
  void stop() {
    stop.countDown();
    var open = ledger;
    if (open != null) {
      open.chainstate().stop();
    }
  }

  private boolean isToldToStop() {
    return stop.getCount() == 0;
  }

  /**
   * Runs the node on this thread, which is the chain thread, until it is told to stop, or has done
   * all that it was asked to.
   *
   * @return where importing was all there was to do, and it was not cut short: a line for each file
   *     that was not good from beginning to end
   * @throws StorageException if its files cannot be used
   */
  List<String> run() {
    StartLog.tell(config);
    var complaints = List.<String>of();
    try (var open = OpenLedger.open(ledgerConfig(), new Listener(), this::isToldToStop)) {
      ledger = open;
      StartLog.tellOfChain(open.chainstate());
      if (!isToldToStop()) {
        var found = importBlocks(open);
        log.info("nBestHeight = {}", open.chainstate().chain().height());
        if (config.stopAfterBlockImport() && !isToldToStop()) {
          log.info("Stopping after block import");
          complaints = found;
        } else if (!open.chainstate().isStopping()) {
          log.info("init message: Done loading");
          awaitStop();
        }
      }
      log.info("Shutdown in progress...");
    }
    log.info("Shutdown done");
    return complaints;
  }

  /** Imports all that there is to import; returns what of it was not good. */
  private List<String> importBlocks(OpenLedger open) {
    var complaints = new ArrayList<String>();
    if (open.isReindexing()) {
      try (var progress = progress(open)) {
        complain("the block files", open.reindex(progress), complaints);
      }
    }
    activate(open);
    for (var file : config.loadBlocks()) {
      if (!open.chainstate().isStopping()) {
        load(open, file, complaints);
      }
    }
    return complaints;
  }

  private void activate(OpenLedger open) {
    try (var progress = progress(open)) {
      activation = progress;
      open.activate();
      activation = null;
    }
  }

  private void load(OpenLedger open, Path file, List<String> complaints) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      var complaint = "Could not open blocks file " + file;
      log.warn("{}", complaint);
      complaints.add(complaint);
      return;
    }
    try (var progress = progress(open)) {
      complain(file.toString(), open.load(file, progress), complaints);
    }
  }

  private static void complain(String source, ImportReport report, List<String> complaints) {
    if (!report.isClean()) {
      complaints.add("Not all of " + source + " was good: " + report);
    }
  }

  private ProgressLine progress(OpenLedger open) {
    return new ProgressLine(open.chainstate(), display, config.log().console());
  }

  private void awaitStop() {
    try {
      stop.await();
    } catch (InterruptedException e) {
      log.info("Interrupted, and so asked to stop");
    }
  }

  /** Tells people what happens to the chain. */
  private final class Listener implements ChainListener {
    @Override
    public void connected(HeaderEntry block, Block contents) {
      tell(block);
      var progress = activation;
      var open = ledger;
      if (progress != null && open != null) {
        progress.reached(block.height(), open.chainstate().headers().best().height());
      }
    }

    @Override
    public void disconnected(HeaderEntry block, Block contents) {
      var previous = block.previous();
      if (previous != null) {
        tell(previous);
      }
    }

    private void tell(HeaderEntry tip) {
      var open = ledger;
      TipLog.log(tip, open == null ? "" : open.chainstate().coinsUsage());
    }
  }

  private LedgerConfig ledgerConfig() {
    var blockFiles = config.blockFiles();
    return new LedgerConfig(
        config.network(),
        config.networkDirectory(),
        config.blocksDirectory(),
        blockFiles.small(),
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
}
