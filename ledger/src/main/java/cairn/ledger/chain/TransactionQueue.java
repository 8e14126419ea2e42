package cairn.ledger.chain;

import cairn.primitives.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the mempool, and has to wait until the chain is settled. For the chain thread,
 * but for what says otherwise.
 */
final class TransactionQueue {
  /** As many bytes of transactions as may wait. */
  private static final long MAX_BYTES = 64 << 20;

  /** What one takes besides its transactions, about. */
  private static final int BYTES_EACH = 1000;

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final AtomicLong bytes = new AtomicLong();

  /** Makes room for a question about transactions; false if there is none. For any thread. */
  boolean reserve(List<Transaction> transactions) {
    long size = size(transactions);
    if (bytes.addAndGet(size) > MAX_BYTES) {
      bytes.addAndGet(-size);
      return false;
    }
    return true;
  }

  /** Gives back what was reserved. For any thread. */
  void release(List<Transaction> transactions) {
    bytes.addAndGet(-size(transactions));
  }

  void add(Runnable question) {
    waiting.addLast(question);
  }

  /** The next one; null if there is none. */
  @Nullable Runnable poll() {
    return waiting.pollFirst();
  }

  private static long size(List<Transaction> transactions) {
    return BYTES_EACH + transactions.stream().mapToLong(Transaction::totalSize).sum();
  }
}
