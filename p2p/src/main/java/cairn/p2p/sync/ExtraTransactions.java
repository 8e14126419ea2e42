package cairn.p2p.sync;

import cairn.primitives.Transaction;
import java.util.ArrayDeque;
import java.util.List;

/**
 * The last transactions that were seen and did not stay in the pool: replaced, refused by this
 * node's policy, or without their inputs. Other nodes may have put them into a block all the same.
 */
public final class ExtraTransactions {
  private static final int MAX_SIZE = 100_000;

  private final int capacity;
  private final ArrayDeque<Transaction> transactions = new ArrayDeque<>();

  ExtraTransactions(int capacity) {
    this.capacity = capacity;
  }

  /** Keeps a transaction, unless it is very large, and lets go of the oldest if need be. */
  public void add(Transaction transaction) {
    if (transaction.totalSize() >= MAX_SIZE) {
      return;
    }
    transactions.add(transaction);
    if (transactions.size() > capacity) {
      transactions.remove();
    }
  }

  List<Transaction> all() {
    return List.copyOf(transactions);
  }
}
