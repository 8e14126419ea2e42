package cairn.p2p.relay;

import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import java.util.HashMap;
import java.util.Map;

/**
 * The transactions that have been handed to the pool and of which it is not known yet what becomes
 * of them. They are neither fetched again meanwhile, nor forgotten: the pool may find that one came
 * with a broken witness.
 */
final class UnderWay {
  /** A txid and a wtxid of the same digest are two: the former may belong to another witness. */
  private final Map<TransactionId, Integer> counts = new HashMap<>();

  void add(Transaction transaction) {
    counts.merge(transaction.wtxid(), 1, Integer::sum);
    counts.merge(transaction.txid(), 1, Integer::sum);
  }

  void remove(Transaction transaction) {
    remove(transaction.wtxid());
    remove(transaction.txid());
  }

  boolean has(TransactionId id) {
    return counts.containsKey(id);
  }

  private void remove(TransactionId id) {
    counts.computeIfPresent(id, (_, count) -> count == 1 ? null : count - 1);
  }
}
