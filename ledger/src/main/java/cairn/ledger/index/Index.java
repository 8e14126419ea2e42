package cairn.ledger.index;

import cairn.ledger.BestBlock;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.store.IndexDatabase;
import cairn.primitives.Block;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index, and how far it is. What is public is for any thread; the rest belongs to the thread of
 * {@link Indexes}.
 */
public abstract sealed class Index
    permits TransactionPlaces, BlockFilterIndex, CoinStatisticsIndex {
  private static final Logger log = LoggerFactory.getLogger(Index.class);

  /** What is gathered before it is written. */
  private static final long BATCH_BYTES = 4 << 20;

  /** So many blocks behind, those who ask are not kept waiting. */
  private static final int MAX_LAG = 144;

  private final String name;
  private final Ledger ledger;
  private final IndexDatabase database;
  private final IndexDatabase.Batch batch;
  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

  /** The last block that was taken in. */
  private @Nullable IndexedBlock at;

  /** The block from which the next start goes on. */
  private @Nullable IndexedBlock anchor;

  /** The last block all of which can be found. */
  private volatile @Nullable IndexedBlock best;

  private volatile boolean synced;
  private boolean enabledTold;

  private record Waiter(IndexedBlock tip, CompletableFuture<Boolean> answer) {}

  Index(String name, Ledger ledger, IndexDatabase database) {
    this.name = name;
    this.ledger = ledger;
    this.database = database;
    this.batch = database.batch();
  }

  /** What Core calls it. */
  public final String name() {
    return name;
  }

  /** Whether it has all blocks, or all but the last few, which it is about to have. */
  public final boolean isSynced() {
    return synced && !ledger.state().isReindexing();
  }

  /** The last block all of which can be found; null before the first. */
  public final @Nullable IndexedBlock best() {
    return best;
  }

  /**
   * Waits for the block that is the tip now.
   *
   * @return an answer that comes at once, and is false, if the index is far behind; else true, once
   *     it has that block
   */
  public final CompletableFuture<Boolean> caughtUp() {
    if (!isSynced()) {
      return CompletableFuture.completedFuture(false);
    }
    var waiter = new Waiter(ledger.validatedChain().tip(), new CompletableFuture<>());
    waiters.add(waiter);
    if (has(waiter.tip())) {
      waiter.answer().complete(true);
      waiters.remove(waiter);
    }
    return waiter.answer();
  }

  private boolean has(IndexedBlock block) {
    var now = best;
    return now != null && block.isAncestorOf(now);
  }

  /** Whether there is nothing to wait for, or it will not come since the chain goes another way. */
  private boolean isOver(IndexedBlock tip) {
    return has(tip) || !ledger.validatedChain().contains(tip);
  }

  final Ledger ledger() {
    return ledger;
  }

  final IndexDatabase database() {
    return database;
  }

  /** Where the next start would go on; the constructor of each index calls this last. */
  final void resume() {
    var stored = database.bestBlock();
    var block = stored == null ? null : ledger.index().find(stored.hash());
    if (stored != null && block == null) {
      log.warn("The last block of the {} is not known; it begins anew", name);
    }
    if (block != null) {
      restore(block);
      at = block;
      anchor = block;
      best = block;
    }
    hold();
  }

  /** The last block that was taken in; null before the first. */
  final @Nullable IndexedBlock at() {
    return at;
  }

  /** Whether it has to be known what a block spent. */
  abstract boolean needsSpent();

  /** Remembers how things were after {@code block}, with which the last run ended. */
  void restore(IndexedBlock block) {}

  /** Adds what is to be found of a block; all of it may be there already. */
  abstract void add(
      IndexedBlock block, Block contents, List<List<Coin>> spent, IndexDatabase.Batch batch);

  /** Makes the block before {@code block}, which was added last, the last one. */
  void leave(IndexedBlock block, Block contents, List<List<Coin>> spent) {}

  /** Whether {@link #leave} has something to do. */
  boolean carriesState() {
    return false;
  }

  /** Adds what {@link #restore} needs, once the last block is the one of which that is told. */
  void save(IndexDatabase.Batch batch) {}

  /** Takes in the block after the last one. */
  final void append(IndexedBlock block, Block contents, List<List<Coin>> spent) {
    add(block, contents, spent, batch);
    at = block;
  }

  /** Whether so much is waiting to be written that it should be. */
  final boolean isFull() {
    return batch.bytes() >= BATCH_BYTES;
  }

  /** Goes back to a block before the last one, which {@link #leave} need not do. */
  final void goBackTo(IndexedBlock block) {
    at = block;
  }

  /**
   * Writes what is waiting, so that it can be found.
   *
   * @param stored the last block of the chain on disk. A crash takes the chain back to it, so the
   *     next start must not go on from a block behind it, which may then be unknown
   */
  final void commit(IndexedBlock stored) {
    var now = at;
    if (now != null && !now.equals(anchor) && now.isAncestorOf(stored)) {
      save(batch);
      batch.bestBlock(new BestBlock(now.hash(), now.height()));
      anchor = now;
    }
    batch.write();
    best = now;
    hold();
    waiters.removeIf(waiter -> has(waiter.tip()) && waiter.answer().complete(true));
  }

  /** There is nothing to take in. */
  final void idle() {
    synced = true;
    waiters.removeIf(waiter -> isOver(waiter.tip()) && waiter.answer().complete(true));
    if (!enabledTold) {
      enabledTold = true;
      log.info("{} is enabled at height {}", name, height());
    }
  }

  /** The chain has this height now. */
  final void chainIsAt(int height) {
    if (height - height() > MAX_LAG) {
      synced = false;
      release(false);
    }
  }

  /** Answers everybody who waits. */
  final void release(boolean caughtUp) {
    waiters.removeIf(waiter -> waiter.answer().complete(caughtUp));
  }

  final int height() {
    return at == null ? -1 : at.height();
  }

  /** Blocks that are still to be taken in, or left, must not be pruned. */
  private void hold() {
    ledger.holdBlocks(name, Math.max(0, height()));
  }

  final void close() {
    synced = false;
    release(false);
    batch.close();
    database.close();
  }
}
