package cairn.ledger.chain;

import cairn.ledger.mempool.LiveMempool;
import cairn.primitives.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is asked of the mempool, and has to wait until the chain is settled. For the chain thread,
 * but for what says otherwise.
 */
final class TransactionQueue {
  /** As many bytes of transactions as may wait. */
  private static final long MAX_BYTES = 64 << 20;

  /** What one takes besides its transactions, about. */
  private static final int BYTES_EACH = 1000;

  /** So many questions before its turn a transaction is {@link LiveMempool#expect expected}. */
  private static final int AHEAD = 32;

  private final Deque<Question> waiting = new ArrayDeque<>();

  /** Those that come next, whose transactions are expected. */
  private final Deque<Question> expected = new ArrayDeque<>();

  private final AtomicLong bytes = new AtomicLong();

  private record Question(List<Transaction> about, Runnable action) {}

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

  void add(List<Transaction> about, Runnable question) {
    waiting.addLast(new Question(about, question));
  }

  /**
   * Has the next question answered, and the mempool expect what others are about.
   *
   * @return false if there is none
   */
  boolean answerNext(LiveMempool mempool) {
    while (expected.size() < AHEAD && !waiting.isEmpty()) {
      var question = waiting.removeFirst();
      expected.addLast(question);
      if (isAhead(question)) {
        mempool.expect(question.about().getFirst());
      }
    }
    var next = expected.pollFirst();
    if (next == null) {
      return false;
    }
    next.action().run();
    next.about().forEach(mempool::forget);
    return true;
  }

  /** A single one that nobody waits for yet; packages are judged by other rules. */
  private boolean isAhead(Question question) {
    return expected.size() > 1 && question.about().size() == 1;
  }

  private static long size(List<Transaction> transactions) {
    return BYTES_EACH + transactions.stream().mapToLong(Transaction::totalSize).sum();
  }
}
