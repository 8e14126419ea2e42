package cairn.p2p.sync;

import cairn.p2p.compact.TransactionSource;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A pool of transactions that are what they are. */
final class FakePool implements TransactionSource {
  private final Map<Wtxid, Transaction> transactions = new LinkedHashMap<>();

  void add(Transaction transaction) {
    transactions.put(transaction.wtxid(), transaction);
  }

  @Override
  public void scan(Predicate<Wtxid> visitor) {
    for (var id : transactions.keySet()) {
      if (!visitor.test(id)) {
        return;
      }
    }
  }

  @Override
  public Optional<Transaction> find(Wtxid wtxid) {
    return Optional.ofNullable(transactions.get(wtxid));
  }
}
