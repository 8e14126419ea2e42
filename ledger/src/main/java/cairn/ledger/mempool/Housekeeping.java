package cairn.ledger.mempool;

import cairn.ledger.MempoolLimits;
import cairn.ledger.MempoolListener;
import cairn.ledger.MempoolListener.Removal;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has entries come into the pool and leave it, keeps it within its limits, and tells who wants to
 * know. For one thread.
 */
final class Housekeeping {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private final Pool pool;
  private final MempoolLimits limits;
  private final InstantSource clock;
  private final MinimumFee minimumFee;
  private final long incrementalRate;
  private final MempoolListener listener;
  private final AtomicLong nextSequence = new AtomicLong(1);

  /**
   * @param incrementalRelayFee by which what comes later has to exceed what had to go
   */
  Housekeeping(
      Pool pool,
      MempoolLimits limits,
      FeeRate incrementalRelayFee,
      InstantSource clock,
      MempoolListener listener) {
    this.pool = pool;
    this.limits = limits;
    this.clock = clock;
    this.incrementalRate = incrementalRelayFee.satsPerKilobyte();
    this.minimumFee = new MinimumFee(clock, incrementalRate);
    this.listener = listener;
  }

  /** The number of the next coming or going. For any thread. */
  long nextSequence() {
    return nextSequence.get();
  }

  /** What transactions have to pay for a place in the pool. */
  FeeRate minimumFee() {
    return FeeRate.perKilobyte(minimumFee.rate(pool.memoryBytes(), limits.maxBytes()));
  }

  /** Carries out a change, and tells of what goes; {@link #tellOf} is for what comes. */
  void change(Regrouping change, Removal why) {
    pool.apply(change);
    change.removed().forEach(entry -> tell(entry, why));
  }

  /**
   * Tells of an entry that is in the pool, and will stay for now.
   *
   * @param standsAlone as {@link MempoolListener#added} has it
   */
  void tellOf(Entry entry, boolean standsAlone) {
    listener.added(entry, nextSequence.getAndIncrement(), standsAlone);
  }

  /** Removes entries, and nothing else. */
  void remove(Collection<Entry> entries, Removal why) {
    if (!entries.isEmpty()) {
      change(Regrouping.of(pool, entries, List.of()), why);
    }
  }

  /** Removes entries and all that needs them. */
  void removeWithDescendants(Collection<Entry> entries, Removal why) {
    remove(pool.withDescendants(entries), why);
  }

  /** Removes a transaction and all that needs it, itself being there or not. */
  void removeWithDescendants(Transaction transaction, Removal why) {
    var entry = pool.find(transaction.txid());
    removeWithDescendants(entry == null ? pool.children(transaction) : List.of(entry), why);
  }

  /** Removes what is too old, and what pays least while there is too much. */
  void limit() {
    expire();
    trim();
  }

  /**
   * A block is connected, and what goes with it may make room.
   *
   * @param mined what it has of the pool
   */
  void blockConnected(List<Entry> mined, int height) {
    minimumFee.blockConnected();
    listener.mined(mined, height);
  }

  private void expire() {
    long earliest = clock.instant().minus(limits.expiry()).getEpochSecond();
    var old = pool.olderThan(earliest);
    if (!old.isEmpty()) {
      int before = pool.count();
      removeWithDescendants(old, Removal.EXPIRY);
      log.debug("Expired {} transactions from the memory pool", before - pool.count());
    }
  }

  private void trim() {
    int removed = 0;
    while (pool.count() > 0 && pool.memoryBytes() > limits.maxBytes()) {
      var worst = pool.chunks().last();
      var paid = worst.feeSize();
      long virtualSize = Math.ceilDiv(paid.size(), Transaction.WITNESS_SCALE_FACTOR);
      minimumFee.removed(new FeeRate(paid.fee(), virtualSize).satsPerKilobyte());
      var entries = new ArrayList<>(worst.entries());
      removed += entries.size();
      remove(entries, Removal.SIZE_LIMIT);
    }
    if (removed > 0) {
      log.debug("Removed {} txn, rolling minimum fee bumped to {}", removed, minimumFee());
    }
  }

  private void tell(Entry entry, Removal why) {
    listener.removed(entry, why, nextSequence.getAndIncrement());
  }
}
