package cairn.ledger.chain;

import cairn.ledger.chain.StageTimes.Stage;
import cairn.ledger.coins.CoinsCache;
import cairn.ledger.store.CoinStore;
import cairn.ledger.store.FetchedCoins;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the workers prepare blocks before the chain thread wants them, and fetch the coins that they
 * will spend from the database. Belongs to the chain thread.
 *
 * @param <T> what a block is prepared for
 */
final class ReadAhead<T> {
  /** How many blocks are prepared or being prepared; each takes some ten megabytes at most. */
  private static final int DEPTH = 12;

  /** How many of the next blocks have their coins fetched. */
  private static final int FETCH_DEPTH = 4;

  private final Workers workers;
  private final CoinsCache coins;
  private final CoinStore store;
  private final StageTimes times;
  private final Iterator<Task<T>> source;
  private final ArrayDeque<Pending<T>> pending = new ArrayDeque<>();

  ReadAhead(
      Workers workers,
      CoinsCache coins,
      CoinStore store,
      StageTimes times,
      Iterator<Task<T>> source) {
    this.workers = workers;
    this.times = times;
    this.coins = coins;
    this.store = store;
    this.source = source;
  }

  /**
   * A block to prepare.
   *
   * @param work gives null where there is no block after all
   */
  record Task<T>(T subject, Supplier<@Nullable PreparedBlock> work) {}

  /** A block that is ready, with what it was prepared for. */
  record Ready<T>(T subject, @Nullable PreparedBlock prepared, FetchedCoins coins) {}

  private static final class Pending<T> {
    final T subject;
    final CompletableFuture<@Nullable PreparedBlock> block;
    @Nullable CompletableFuture<FetchedCoins> coins;

    Pending(T subject, CompletableFuture<@Nullable PreparedBlock> block) {
      this.subject = subject;
      this.block = block;
    }
  }

  /** Waits for the next block; null if there are no more. */
  @Nullable Ready<T> next() {
    fill();
    var head = pending.pollFirst();
    if (head == null) {
      return null;
    }
    long start = System.nanoTime();
    var prepared = head.block.join();
    times.add(Stage.WAIT_FOR_BLOCK, start);
    fetch();
    var fetched = head.coins == null ? FetchedCoins.NONE : head.coins.join();
    return new Ready<>(head.subject, prepared, fetched);
  }

  private void fill() {
    while (pending.size() < DEPTH && source.hasNext()) {
      var task = source.next();
      pending.addLast(new Pending<>(task.subject(), workers.prepare(task.work())));
    }
  }

  private void fetch() {
    int depth = 0;
    for (var next : pending) {
      if (depth++ == FETCH_DEPTH || !next.block.isDone()) {
        return;
      }
      var prepared = next.block.join();
      if (next.coins == null && prepared != null) {
        var missing = coins.missing(prepared.block());
        next.coins =
            missing.isEmpty()
                ? CompletableFuture.completedFuture(FetchedCoins.NONE)
                : workers.prepare(() -> store.fetch(missing));
      }
    }
  }
}
