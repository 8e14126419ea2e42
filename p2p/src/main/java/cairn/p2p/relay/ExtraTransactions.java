package cairn.p2p.relay;

import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The last transactions that were seen and are not in the pool: replaced, refused, or without their
 * parents. Miners may have other rules than this node, so the next block may have them, and a
 * compact block can be filled in without asking for them. Not thread-safe.
 */
public final class ExtraTransactions {
  private static final int MAX_SIZE = 100_000;

  private final int capacity;
  private final List<Transaction> kept = new ArrayList<>();
  private int next;

  ExtraTransactions(int capacity) {
    this.capacity = capacity;
  }

  void add(Transaction transaction) {
    if (capacity == 0 || transaction.totalSize() >= MAX_SIZE) {
      return;
    }
    if (kept.size() < capacity) {
      kept.add(transaction);
    } else {
      kept.set(next, transaction);
    }
    next = (next + 1) % capacity;
  }

  /** In no particular order; not to be kept. */
  public List<Transaction> all() {
    return Collections.unmodifiableList(kept);
  }
}
