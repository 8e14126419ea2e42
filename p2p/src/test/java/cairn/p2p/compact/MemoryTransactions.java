package cairn.p2p.compact;

import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A source of transactions in memory, shown in the order given. */
final class MemoryTransactions implements TransactionSource {
  private final Map<Wtxid, Transaction> transactions = new LinkedHashMap<>();
  private final Set<Wtxid> gone = new HashSet<>();
  private int shown;

  MemoryTransactions(List<Transaction> transactions) {
    transactions.forEach(transaction -> this.transactions.put(transaction.wtxid(), transaction));
  }

  /** Shows a transaction, but does not have it any more. */
  MemoryTransactions without(Transaction transaction) {
    gone.add(transaction.wtxid());
    return this;
  }

  /** How many have been shown. */
  int shown() {
    return shown;
  }

  @Override
  public void scan(Predicate<Wtxid> visitor) {
    for (var wtxid : transactions.keySet()) {
      shown++;
      if (!visitor.test(wtxid)) {
        return;
      }
    }
  }

  @Override
  public Optional<Transaction> find(Wtxid wtxid) {
    return Optional.ofNullable(transactions.get(wtxid)).filter(_ -> !gone.contains(wtxid));
  }
}
