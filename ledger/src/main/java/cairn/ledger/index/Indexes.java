package cairn.ledger.index;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.BlockUnavailableException.Reason;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerListener;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.store.IndexDatabase;
import cairn.ledger.store.NetworkIdentity;
import cairn.primitives.Block;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes that are wanted, and the thread that follows the chain with them. Thread-safe.
 *
 * <p>The chain does not wait for them. The thread reads the blocks that it has not been handed in
 * time from their files, those of one index that is far behind after the new ones of those that are
 * not.
 */
public final class Indexes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Indexes.class);

  /** Where indexes are, in the network's data directory. */
  public static final String DIRECTORY = "indexes";

  private static final Duration REPORT_EVERY = Duration.ofSeconds(30);

  private final Ledger ledger;
  private final List<Index> all = new ArrayList<>();
  private final @Nullable TransactionIndex transactions;
  private final @Nullable SpenderIndex spenders;
  private final @Nullable BlockFilterIndex blockFilters;
  private final @Nullable CoinStatisticsIndex coinStatistics;
  private final RecentlyConnected recent = new RecentlyConnected();

  /** Has a permit when something has happened since the thread looked last. */
  private final Semaphore news = new Semaphore(0);

  private final Thread thread = Thread.ofPlatform().name("indexes").unstarted(this::run);
  private Consumer<Throwable> onFailure = _ -> {};
  private volatile boolean closing;
  private boolean closed;

  /** The last block that is on disk, with all that leads to it. */
  private volatile IndexedBlock stored;

  private long lastReport = System.nanoTime();

  private Indexes(Ledger ledger, IndexOptions options) {
    this.ledger = ledger;
    this.stored = ledger.validatedChain().tip(); // nothing has been connected since it was read
    try {
      this.transactions =
          open(options.transactions(), options, "txindex", TransactionIndex::new, "txindex");
      this.coinStatistics =
          open(
              options.coinStatistics(),
              options,
              "coinstatsindex/db",
              CoinStatisticsIndex::new,
              "coinstatsindex");
      this.spenders =
          open(
              options.spenders(),
              options,
              "txospenderindex/db",
              SpenderIndex::new,
              "txospenderindex");
      this.blockFilters =
          open(
              options.blockFilters(),
              options,
              "blockfilter/basic/db",
              BlockFilterIndex::new,
              "block filter index");
      expectBlocks();
    } catch (RuntimeException | Error e) {
      all.forEach(Index::close);
      throw e;
    }
  }

  /**
   * Opens those that are wanted. Nothing may have been asked of {@code ledger} yet.
   *
   * @throws StorageException if one is damaged, or would need blocks that are deleted
   */
  public static Indexes open(Ledger ledger, IndexOptions options) {
    return new Indexes(ledger, options);
  }

  private <T extends Index> @Nullable T open(
      boolean wanted,
      IndexOptions options,
      String place,
      BiFunction<Ledger, IndexDatabase, T> constructor,
      String title) {
    if (!wanted) {
      return null;
    }
    var config = ledger.config();
    Path directory = config.directory().resolve(DIRECTORY).resolve(place);
    log.info("{} {}", options.rebuild() ? "Wiping" : "Opening", directory);
    var database =
        IndexDatabase.open(
            directory, NetworkIdentity.of(config.network()), title, options.rebuild());
    try {
      var index = constructor.apply(ledger, database);
      all.add(index);
      return index;
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  /**
   * What the indexes have yet to take in is there; as in Core, the one farthest behind is named.
   */
  private void expectBlocks() {
    if (ledger.state().isPruned()) {
      all.stream()
          .sorted(
              Comparator.comparing(Index::needsSpent)
                  .reversed()
                  .thenComparingInt(this::last)
                  .thenComparing(index -> index == coinStatistics))
          .forEach(this::expectBlocks);
    }
  }

  /** The height of the last block of the chain that the index has taken in. */
  private int last(Index index) {
    var at = index.at();
    return at == null ? 0 : ledger.validatedChain().fork(at).height();
  }

  private void expectBlocks(Index index) {
    int last = last(index);
    for (var block = ledger.validatedChain().tip();
        block != null && block.height() > last;
        block = block.previous()) {
      if (!block.hasData() || (index.needsSpent() && !block.hasUndo())) {
        throw new StorageException(
            Problem.OPTION,
            "%s best block of the index goes beyond pruned data%s. Please disable the index or reindex (which will download the whole blockchain again)"
                .formatted(index.name(), index.needsSpent() ? " (including undo data)" : ""));
      }
    }
  }

  /**
   * Begins to follow the chain.
   *
   * @param onFailure is told if that ends though nobody has closed this
   */
  public void start(Consumer<Throwable> onFailure) {
    this.onFailure = onFailure;
    if (!all.isEmpty()) {
      ledger.listen(new Listener());
      thread.start();
    }
  }

  public Optional<TransactionIndex> transactions() {
    return Optional.ofNullable(transactions);
  }

  public Optional<SpenderIndex> spenders() {
    return Optional.ofNullable(spenders);
  }

  public Optional<BlockFilterIndex> blockFilters() {
    return Optional.ofNullable(blockFilters);
  }

  public Optional<CoinStatisticsIndex> coinStatistics() {
    return Optional.ofNullable(coinStatistics);
  }

  /** All there are, in the order in which Core tells of them. */
  public List<Index> all() {
    return List.copyOf(all);
  }

  /** Hears of the chain, on its thread. */
  private final class Listener implements LedgerListener {
    @Override
    public void blockConnected(IndexedBlock block, Block contents) {
      recent.add(block, contents);
      news.release();
    }

    @Override
    public void tipChanged(IndexedBlock tip, IndexedBlock fork) {
      news.release();
    }

    @Override
    public void historyMoved(IndexedBlock tip) {
      news.release();
    }

    @Override
    public void chainStored(IndexedBlock tip) {
      stored = tip;
      news.release();
    }
  }

  private void run() {
    try {
      while (!closing) {
        if (!step()) {
          all.forEach(index -> index.commit(stored));
          all.forEach(Index::idle);
          news.acquireUninterruptibly();
        }
        news.drainPermits();
      }
    } catch (RuntimeException | Error e) {
      log.error("The indexes cannot go on: {}", e.getMessage());
      all.forEach(index -> index.release(false));
      onFailure.accept(e);
    }
  }

  /** Has the index that needs it most, and those beside it, take a block in or leave one. */
  private boolean step() {
    var chain = ledger.validatedChain();
    all.forEach(index -> index.chainIsAt(chain.height()));
    Index first = null;
    for (var index : all) {
      if (isBehind(index) && (first == null || isBefore(index, first))) {
        first = index;
      }
    }
    if (first == null) {
      return false;
    }
    var at = first.at();
    if (at != null && !chain.contains(at)) {
      leave(first, at);
      return true;
    }
    var next = at == null ? chain.genesis() : chain.next(at);
    if (next != null) {
      append(
          next,
          all.stream().filter(index -> Objects.equals(index.at(), at) && isBehind(index)).toList());
    }
    return true;
  }

  /** Whether there is a block that it has not; a chain that has only become shorter has none. */
  private boolean isBehind(Index index) {
    var chain = ledger.validatedChain();
    var at = index.at();
    return at == null || !chain.fork(at).equals(chain.tip());
  }

  private static boolean isBefore(Index one, Index other) {
    return one.isSynced() != other.isSynced() ? one.isSynced() : one.height() < other.height();
  }

  private void append(IndexedBlock block, List<Index> indexes) {
    boolean needsSpent = indexes.stream().anyMatch(Index::needsSpent);
    Block contents;
    List<List<Coin>> spent;
    try {
      contents = contents(block);
      spent = needsSpent ? ledger.blocks().spent(block) : List.of();
    } catch (BlockUnavailableException e) {
      failUnlessGone(block, e);
      return;
    }
    for (var index : indexes) {
      index.append(block, contents, spent);
      if (index.isFull()) {
        index.commit(stored);
      }
    }
    report(indexes.getFirst(), block);
  }

  /** Goes back a block, or, if there is nothing to it, at once to where the chain parts. */
  private void leave(Index index, IndexedBlock at) {
    index.commit(stored);
    if (!index.carriesState()) {
      index.goBackTo(ledger.validatedChain().fork(at));
      return;
    }
    try {
      index.leave(at, contents(at), ledger.blocks().spent(at));
    } catch (BlockUnavailableException e) {
      throw unreadable(at, e);
    }
    var previous = at.previous();
    if (previous != null) {
      index.goBackTo(previous);
    }
  }

  private Block contents(IndexedBlock block) throws BlockUnavailableException {
    if (block.height() == 0) {
      return ledger.config().network().genesis();
    }
    var handed = recent.take(block);
    return handed == null ? ledger.blocks().block(block) : handed;
  }

  /** A block that is no longer in the chain need not be read. */
  private void failUnlessGone(IndexedBlock block, BlockUnavailableException why) {
    if (ledger.validatedChain().contains(block)) {
      throw unreadable(block, why);
    }
  }

  private static StorageException unreadable(IndexedBlock block, BlockUnavailableException why) {
    var problem = why.reason() == Reason.UNREADABLE ? Problem.DAMAGED : Problem.MISSING;
    return new StorageException(
        problem, "Failed to read block %s from disk: %s".formatted(block.hash(), why.getMessage()));
  }

  private void report(Index index, IndexedBlock block) {
    long now = System.nanoTime();
    if (now - lastReport > REPORT_EVERY.toNanos()) {
      lastReport = now;
      log.info("Syncing {} with block chain from height {}", index.name(), block.height());
    }
  }

  /**
   * Writes what has been taken in, and closes all. The ledger must still be open. A second call
   * does nothing.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    closing = true;
    news.release();
    try {
      join();
      storeChain();
      all.forEach(index -> index.commit(stored));
    } finally {
      all.forEach(Index::close);
    }
  }

  /** Has the chain stored, so that the next start can go on from its end. */
  private void storeChain() {
    if (all.stream().allMatch(index -> index.at() == null)) {
      return;
    }
    try {
      ledger.commands().flush().join();
    } catch (CompletionException e) {
      log.debug("The chain is not stored any more: {}", String.valueOf(e.getCause()));
    }
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
