package cairn.ledger.mempool;

import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.List;
import java.util.Set;

/**
 * A transaction that may be taken, as far as it was looked at: all but its scripts.
 *
 * @param entry that it becomes
 * @param conflicts those in the pool that it cannot be with
 * @param evictsSibling whether one of those is none but for the rules of version 3
 * @param parents those in the pool that it spends
 */
record Applicant(
    Entry entry,
    SpendingTransaction spending,
    Set<Entry> conflicts,
    boolean evictsSibling,
    List<Entry> parents) {
  Transaction transaction() {
    return entry.transaction();
  }

  Txid txid() {
    return entry.txid();
  }
}
