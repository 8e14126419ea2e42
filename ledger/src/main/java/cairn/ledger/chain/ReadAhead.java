package cairn.ledger.chain;

import cairn.ledger.chain.StageTimes.Stage;
import cairn.ledger.store.FetchedCoins;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Has blocks prepared, each of them before the chain thread wants it, and the coins fetched that
 * they will spend. Belongs to the chain thread.
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

  private final @Nullable CoinsAhead coins;
  private final StageTimes times;
  private final Iterator<Task<T>> source;
  private final ArrayDeque<Pending<T>> pending = new ArrayDeque<>();
  private long pendingBytes;

  /**
   * @param coins null if no coins are to be fetched
   * @param source begins a block's preparation when it is asked for it
   */
  ReadAhead(@Nullable CoinsAhead coins, StageTimes times, Iterator<Task<T>> source) {
    this.coins = coins;
    this.times = times;
    this.source = source;
  }

  /**
   * A block that is being prepared.
   *
   * @param bytes its length, as far as that is known beforehand; else the most it can be
   * @param block null where there is no block after all
   */
  record Task<T>(T subject, int bytes, CompletableFuture<@Nullable PreparedBlock> block) {}

  /** A block that is ready, with what it was prepared for. */
  record Ready<T>(T subject, @Nullable PreparedBlock prepared, FetchedCoins coins) {}

  private static final class Pending<T> {
    final Task<T> task;
    @Nullable CompletableFuture<FetchedCoins> coins;

    Pending(Task<T> task) {
      this.task = task;
    }
  }

  /** Whether {@link #next} would not wait. */
  boolean isReady() {
    fill();
    var head = pending.peekFirst();
    return head != null && head.task.block().isDone();
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
    pendingBytes -= head.task.bytes();
    long start = System.nanoTime();
    var prepared = Workers.await(head.task.block());
    times.add(Stage.WAIT_FOR_BLOCK, start);
    fetch();
    var fetched = head.coins == null ? FetchedCoins.NONE : Workers.await(head.coins);
    return new Ready<>(head.task.subject(), prepared, fetched);
  }

  private void fill() {
    while (isRoom() && source.hasNext()) {
      var task = source.next();
      pendingBytes += task.bytes();
      pending.addLast(new Pending<>(task));
    }
  }

  private boolean isRoom() {
    int count = pending.size();
    return count < MIN_DEPTH || (count < DEPTH && pendingBytes < DEPTH_BYTES);
  }

  private void fetch() {
    if (coins == null) {
      return;
    }
    int depth = 0;
    for (var next : pending) {
      var block = next.task.block();
      if (depth++ == FETCH_DEPTH
          || !block.isDone()
          || block.isCompletedExceptionally()) { // which is told when its turn has come
        return;
      }
      var prepared = block.join();
      if (next.coins == null && prepared != null) {
        next.coins = coins.fetch(prepared.block());
      }
    }
  }
}
