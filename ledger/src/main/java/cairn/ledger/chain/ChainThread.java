package cairn.ledger.chain;

import cairn.ledger.LedgerClosedException;
import cairn.ledger.LedgerConfig;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.mempool.LiveMempool;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Block;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that changes the ledger: it opens it, does what it is asked to, and closes it.
 * Everything here is for other threads, but for what {@link #submit} takes.
 */
final class ChainThread {
  /** How often it looks whether everything should be stored, when there is nothing to do. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final CommandQueue queue = new CommandQueue();
  private final CompletableFuture<Parts> opened = new CompletableFuture<>();

  /** Answers that somebody may be waiting for. */
  private final Map<Object, CompletableFuture<?>> promised = new ConcurrentHashMap<>();

  private final LedgerConfig config;
  private final BooleanSupplier stopping;
  private final Thread thread;

  /** Why the thread has ended, or will; null as long as it goes on. */
  private volatile @Nullable LedgerClosedException ended;

  private volatile @Nullable RuntimeException closingFailed;

  private ChainThread(LedgerConfig config, BooleanSupplier stopping) {
    this.config = config;
    this.stopping = stopping;
    this.thread = Thread.ofPlatform().name("chain").unstarted(this::run);
  }

  /** What the thread works with, and others may look at as far as each says so. */
  record Parts(
      OpenLedger ledger,
      SyncState state,
      BlockIntake intake,
      Announcer announcer,
      CoinReaders readers,
      LiveMempool mempool,
      MempoolListeners mempoolListeners,
      TransactionQueue transactions,
      ChainWork work) {}

  /** Starts a thread that has yet to open the ledger. */
  static ChainThread start(LedgerConfig config, BooleanSupplier stopping) {
    var chain = new ChainThread(config, stopping);
    chain.thread.start();
    return chain;
  }

  /**
   * Waits until the ledger is open.
   *
   * @throws RuntimeException if it cannot be opened
   */
  Parts parts() {
    return Workers.await(opened);
  }

  /**
   * Has the thread do something, after all that it was asked to before.
   *
   * @param command completes the answer, now or later
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(Consumer<CompletableFuture<T>> command) {
    var answer = new CompletableFuture<T>();
    var ticket = new Object();
    promised.put(ticket, answer);
    var _ = answer.whenComplete((_, _) -> promised.remove(ticket));
    if (!queue.offer(() -> command.accept(answer))) {
      var why = ended;
      answer.completeExceptionally(
          why == null ? new RejectedExecutionException("too much is waiting") : why);
    }
    return answer;
  }

  /** Has the thread end what it is doing soon. */
  void stop() {
    if (opened.isDone() && !opened.isCompletedExceptionally()) {
      opened.join().ledger().chainstate().stop();
    }
  }

  /**
   * Ends the thread, which stores everything first, and waits for that.
   *
   * @throws RuntimeException if it cannot be stored
   */
  void close() {
    stop();
    end(new LedgerClosedException(null));
    Workers.join(List.of(thread));
    var failure = closingFailed;
    if (failure != null) {
      closingFailed = null;
      throw failure;
    }
  }

  private void end(LedgerClosedException why) {
    if (ended == null) {
      ended = why;
    }
    queue.close();
  }

  private void run() {
    try {
      var parts = open();
      try {
        opened.complete(parts);
        work(parts.work());
      } catch (RuntimeException | Error e) {
        end(new LedgerClosedException(e));
        parts.announcer().failed(e);
      } finally {
        close(parts);
      }
    } catch (RuntimeException | Error e) {
      opened.completeExceptionally(e);
    }
  }

  private Parts open() {
    var relay = new Relay();
    var ledger = OpenLedger.open(config, relay, stopping);
    try {
      var chainstate = ledger.chainstate();
      var state = new SyncState(config, chainstate);
      var fates = new Fates();
      var announcer = new Announcer(chainstate, state, fates);
      var intake = new BlockIntake(chainstate, announcer, fates, queue::wake);
      var listeners = new MempoolListeners();
      var mempool = ledger.mempool(listeners);
      var transactions = new TransactionQueue();
      var work =
          new ChainWork(ledger, queue, intake, mempool, transactions, state, announcer, fates);
      relay.mempool = mempool;
      relay.to = announcer;
      chainstate.onChecked(queue::wake);
      return new Parts(
          ledger,
          state,
          intake,
          announcer,
          new CoinReaders(),
          mempool,
          listeners,
          transactions,
          work);
    } catch (RuntimeException | Error e) {
      ledger.close();
      throw e;
    }
  }

  private void work(ChainWork work) {
    while (!queue.isClosed()) {
      if (!work.step()) {
        work.rest();
        queue.await(REST);
      }
    }
  }

  /** Whatever goes wrong, everything is closed, and nobody waits in vain. */
  private void close(Parts parts) {
    try (var ledger = parts.ledger();
        var _ = parts.readers();
        var _ = parts.work()) {
      ledger.chainstate().stop();
    } catch (RuntimeException e) {
      closingFailed = e;
    } finally {
      var why = ended == null ? new LedgerClosedException(null) : ended;
      promised.values().forEach(answer -> answer.completeExceptionally(why));
    }
  }

  /**
   * Passes on what happens as soon as there is somebody to tell: before, nothing does. The mempool
   * comes first, so that others find it as it is with the block.
   */
  private static final class Relay implements ChainListener {
    private ChainListener to = ChainListener.NONE;
    private @Nullable LiveMempool mempool;

    @Override
    public void connected(HeaderEntry block, Block contents) {
      if (mempool != null) {
        mempool.connected(contents, block.height());
      }
      to.connected(block, contents);
    }

    @Override
    public void disconnected(HeaderEntry block, Block contents) {
      if (mempool != null) {
        mempool.disconnected(contents);
      }
      to.disconnected(block, contents);
    }

    @Override
    public void verified(HeaderEntry block) {
      to.verified(block);
    }

    @Override
    public void stored(HeaderEntry tip) {
      to.stored(tip);
    }

    @Override
    public void refused(HeaderEntry block, Verdict.Invalid why) {
      to.refused(block, why);
    }
  }
}
