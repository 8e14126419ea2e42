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
  /** How many blocks are prepared or being prepared, at most. */
  private static final int DEPTH = 8;

  /** How long all of these are together, at most; a parsed block takes some five times as much. */
  private static final int DEPTH_BYTES = 8 << 20;

  /** There are at least so many all the same, so that the workers have something to do. */
  private static final int MIN_DEPTH = 3;

  /** How many of the next blocks have their coins fetched. */
  private static final int FETCH_DEPTH = 4;

  private final Workers workers;
  private final CoinsCache coins;
  private final CoinStore store;
  private final StageTimes times;
  private final Iterator<Task<T>> source;
  private final ArrayDeque<Pending<T>> pending = new ArrayDeque<>();
  private long pendingBytes;

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
   * @param bytes its length, as far as that is known beforehand; else the most it can be
   * @param work gives null where there is no block after all
   */
  record Task<T>(T subject, int bytes, Supplier<@Nullable PreparedBlock> work) {}

  /** A block that is ready, with what it was prepared for. */
  record Ready<T>(T subject, @Nullable PreparedBlock prepared, FetchedCoins coins) {}

  private static final class Pending<T> {
    final T subject;
    final int bytes;
    final CompletableFuture<@Nullable PreparedBlock> block;
    @Nullable CompletableFuture<FetchedCoins> coins;

    Pending(Task<T> task, CompletableFuture<@Nullable PreparedBlock> block) {
      this.subject = task.subject();
      this.bytes = task.bytes();
      this.block = block;
    }
  }

  /**
   * Waits for the next block; null if there are no more.
   *
   * @throws RuntimeException what its preparation threw, if it did
   */
  @Nullable Ready<T> next() {
    fill();
    var head = pending.pollFirst();
    if (head == null) {
      return null;
    }
    pendingBytes -= head.bytes;
    long start = System.nanoTime();
    var prepared = Workers.await(head.block);
    times.add(Stage.WAIT_FOR_BLOCK, start);
    fetch();
    var fetched = head.coins == null ? FetchedCoins.NONE : Workers.await(head.coins);
    return new Ready<>(head.subject, prepared, fetched);
  }

  private void fill() {
    while (isRoom() && source.hasNext()) {
      var task = source.next();
      pendingBytes += task.bytes();
      pending.addLast(new Pending<>(task, workers.prepare(task.work())));
    }
  }

  private boolean isRoom() {
    int count = pending.size();
    return count < MIN_DEPTH || (count < DEPTH && pendingBytes < DEPTH_BYTES);
  }

  private void fetch() {
    int depth = 0;
    for (var next : pending) {
      if (depth++ == FETCH_DEPTH
          || !next.block.isDone()
          || next.block.isCompletedExceptionally()) { // which is told when its turn has come
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
