package cairn.node;

import cairn.ledger.ImportReport;
import cairn.ledger.ImportResult;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerClosedException;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.LedgerListener;
import cairn.ledger.MockableClock;
import cairn.ledger.StorageException;
import cairn.ledger.index.Indexes;
import cairn.ledger.mempoolfile.MempoolFile;
import cairn.node.config.ConfigException;
import cairn.node.config.LogConfig.LogFile;
import cairn.node.config.NodeConfig;
import cairn.node.config.UserAgent;
import cairn.node.log.Display;
import cairn.node.mining.Miner;
import cairn.node.mining.MiningCounts;
import cairn.node.peers.Peering;
import cairn.rpc.LogControl;
import cairn.rpc.NodeControl;
import cairn.rpc.NodeServices;
import cairn.rpc.zmq.Publications;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node at work, from opening its ledger to closing it, in directories that are held for it. What
 * belongs to the whole process, such as signals, the log and the exit status, is not its affair: so
 * there can be several.
 */
public final class Node implements NodeControl {
  private static final Logger log = LoggerFactory.getLogger(Node.class);

  private static final String INDEXES_FAILED =
      "Error: A fatal internal error occurred, see debug.log for details: Failed to start indexes,"
          + " shutting down…";

  private final NodeConfig config;
  private final Display display;
  private final LogControl switches;
  private final long started = System.nanoTime();
  private final MockableClock clock;
  private final BiConsumer<NodeServices, Peering> whenReady;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile @Nullable Ledger ledger;
  private volatile @Nullable Throwable failure;

  /** Of the thread that runs the node. */
  private @Nullable Miner miner;

  /** What of the imported files was not good, if importing them was all there was to do. */
  private volatile List<String> complaints = List.of();

  /**
   * @param switches of the log, for callers of RPC
   */
  Node(NodeConfig config, Display display, LogControl switches) {
    this(config, display, switches, new MockableClock(InstantSource.system()), (_, _) -> {});
  }

  /**
   * @param switches of the log, for callers of RPC
   * @param clock by which it goes
   * @param whenReady is given what callers of RPC would ask, on the thread that runs the node
   */
  public Node(
      NodeConfig config,
      Display display,
      LogControl switches,
      MockableClock clock,
      BiConsumer<NodeServices, Peering> whenReady) {
    this.config = config;
    this.display = display;
    this.switches = switches;
    this.clock = clock;
    this.whenReady = whenReady;
    config.mockTime().ifPresent(clock::set);
  }

  /** Has {@link #run} return soon. */
  @Override
  public void stop() {
    stop.countDown();
    var open = ledger;
    if (open != null) {
      open.stop();
    }
  }

  @Override
  public String version() {
    return UserAgent.CAIRN_VERSION;
  }

  @Override
  public Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Override
  public Optional<Path> logFile() {
    return Optional.ofNullable(config.log().file()).map(LogFile::path);
  }

  private boolean isToldToStop() {
    return stop.getCount() == 0;
  }

  /**
   * Runs the node until it is told to stop, or has done all that it was asked to.
   *
   * @return where importing was all there was to do, and it was not cut short: a line for each file
   *     that was not good from beginning to end
   * @throws ConfigException if the RPC server or the peers cannot start
   * @throws StorageException if the node's files cannot be used
   */
  public List<String> run() throws ConfigException {
    StartLog.tell(config);
    try (var metrics = NodeMetrics.start(config);
        var rpc = NodeRpc.start(config);
        var web = NodeWeb.start(config)) {
      rpc.starting("Loading block index…");
      web.starting("Loading block index…");
      runLedger(rpc, web, metrics);
    }
    throwFailure();
    log.info("Shutdown done");
    return complaints;
  }

  private void runLedger(NodeRpc rpc, NodeWeb web, NodeMetrics metrics) throws ConfigException {
    try (var open = Ledger.open(ledgerConfig(), this::isToldToStop)) {
      ledger = open;
      StartLog.tellOfChain(open);
      if (!isToldToStop()) {
        serve(open, rpc, web, metrics);
      }
    }
  }

  /** Does all that a node does, until it is told to stop. */
  private void serve(Ledger open, NodeRpc rpc, NodeWeb web, NodeMetrics metrics)
      throws ConfigException {
    metrics.watch(open);
    open.listen(new TipLog(open));
    open.listen(new Listener());
    var commands = new CommandNotices(config.commands(), open.state());
    open.listen(commands);
    var fees = NodeFees.of(open, config);
    var mempoolFile = new MempoolFile(open, this::isToldToStop);
    try (var events = NodeEvents.start(config, open);
        var publications = Publications.start(config.publishers(), open);
        var indexes = openIndexes(open);
        var peering = new Peering(config, open, indexes, clock)) {
      indexes.start(this::failed);
      log.info("initload thread start"); // who starts a node and watches it waits for these words
      var restore =
          Thread.ofPlatform()
              .name("initload")
              .unstarted(() -> {
                mempoolFile.restore();
                if (open.mempool().isLoaded()) {
                  events.mempoolRestored();
                }
              });
      var progress = new ProgressLine(open, display, config.log().console());
      var _ =
          open.commands()
              .importBlocks(config.loadBlocks(), progress)
              .thenAccept(this::imported)
              .thenRun(restore::start);
      log.info("nBestHeight = {}", open.chain().height());
      peering.start(this::failed);
      metrics.watch(open, peering, config.peers().listening().isOn());
      fees.saveNowAndThen(peering);
      var services =
          new NodeServices(
              this,
              switches,
              clock,
              open,
              indexes,
              open.mempool().candidates(),
              mempoolFile,
              fees.estimator(),
              config.blockOptions(),
              publications.active(),
              metrics.calls(),
              peering);
      metrics.watch(services);
      rpc.ready(services, events);
      web.ready(services, events);
      rpc.starting("Done loading");
      commands.started();
      mine(open, metrics);
      whenReady.accept(services, peering);
      ReadyFile.tell(config.readyFile(), "ready");
      awaitStop();
      commands.stopping();
      log.info("Shutdown in progress...");
      if (miner != null) {
        miner.close();
      }
      web.close(); // first of all, as the calls need the rest
      rpc.close();
    }
    mempoolFile.saveAtEnd();
    fees.saveAtEnd();
  }

  /** Who starts a node and watches it waits for the last words, whatever is wrong with an index. */
  private Indexes openIndexes(Ledger open) {
    try {
      return Indexes.open(open, config.indexes());
    } catch (StorageException e) {
      throw new StorageException(
          e.problem(), e.getMessage() + System.lineSeparator() + INDEXES_FAILED, e);
    }
  }

  private void mine(Ledger open, NodeMetrics metrics) {
    var counts = new MiningCounts();
    metrics.watch(counts);
    var wanted = config.mine();
    if (wanted != null) {
      miner = Miner.start(open, config.blockOptions(), wanted, counts);
    }
  }

  /** A part of the node has ended, and so does the rest. For any thread. */
  private void failed(Throwable why) {
    failure = why;
    stop();
  }

  /** All that there was to import is imported. On the chain thread. */
  private void imported(List<ImportResult> results) {
    if (config.stopAfterBlockImport() && !isToldToStop()) {
      log.info("Stopping after block import");
      complaints =
          results.stream()
              .filter(result -> !result.report().isClean())
              .map(Node::complaint)
              .toList();
      stop();
    }
  }

  private static String complaint(ImportResult result) {
    return result.report().equals(ImportReport.UNOPENED)
        ? "Could not open blocks file " + result.source()
        : "Not all of " + result.source() + " was good: " + result.report();
  }

  private void awaitStop() {
    try {
      stop.await();
    } catch (InterruptedException e) {
      log.info("Interrupted, and so asked to stop");
    }
  }

  /** Ends the node with what has ended the ledger, if that was no order. */
  private void throwFailure() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new LedgerClosedException(e);
    }
  }

  /** Ends the node when the ledger does. */
  private final class Listener implements LedgerListener {
    @Override
    public void stopHeightReached() {
      stop();
    }

    @Override
    public void failed(Throwable why) {
      Node.this.failed(why);
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
        config.maxTipAge(),
        config.mempool(),
        clock);
  }
}
