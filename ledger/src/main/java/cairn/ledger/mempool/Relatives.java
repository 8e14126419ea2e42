package cairn.ledger.mempool;

import cairn.ledger.policy.MempoolRelatives;
import cairn.primitives.Transaction;
import java.util.List;
import java.util.Objects;

/** Answers out of the pool. */
record Relatives(Pool pool) implements MempoolRelatives {
  @Override
  public int ancestorCount(Transaction member) {
    return pool.withAncestors(entry(member)).size();
  }

  @Override
  public List<Transaction> descendants(Transaction member) {
    var entry = entry(member);
    return pool.withDescendants(List.of(entry)).stream()
        .filter(each -> each != entry)
        .map(Entry::transaction)
        .toList();
  }

  private Entry entry(Transaction member) {
    return Objects.requireNonNull(pool.find(member.txid()));
  }
}
