package cairn.ledger.mempool;

import cairn.ledger.MempoolListener.Removal;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Removes from the pool what a block has, and what cannot be any more because of it. */
final class BlockUpdate {
  private final Pool pool;
  private final Housekeeping housekeeping;
  private final Prioritisations priorities;

  BlockUpdate(Setting setting) {
    this.pool = setting.pool();
    this.housekeeping = setting.housekeeping();
    this.priorities = setting.priorities();
  }

  /** The block has come to the end of the chain. What goes is told of in the block's order. */
  void connected(Block block, int height) {
    var mined = new ArrayList<Entry>();
    if (pool.count() > 0) {
      var still = new ArrayList<Entry>();
      for (var transaction : block.transactions()) {
        var entry = pool.find(transaction.txid());
        var conflicts = entry == null ? conflicts(transaction) : Set.<Entry>of();
        if (entry != null) {
          still.add(entry);
        }
        if (!conflicts.isEmpty()) {
          mined.addAll(remove(still));
          conflicts.forEach(other -> priorities.forget(other.txid()));
          housekeeping.removeWithDescendants(conflicts, Removal.CONFLICT);
        }
      }
      mined.addAll(remove(still));
    }
    if (!priorities.isEmpty()) {
      block.transactions().forEach(transaction -> priorities.forget(transaction.txid()));
    }
    housekeeping.blockConnected(mined, height);
  }

  /** Removes what the block has of the pool, and empties the list; returns what was in it. */
  private List<Entry> remove(List<Entry> mined) {
    var all = List.copyOf(mined);
    housekeeping.remove(all, Removal.BLOCK);
    mined.clear();
    return all;
  }

  /** What of the pool spends the same as a transaction that is not there. */
  private Set<Entry> conflicts(Transaction transaction) {
    var conflicts = new LinkedHashSet<Entry>();
    for (var input : transaction.inputs()) {
      var other = pool.spender(input.previousOutput());
      if (other != null) {
        conflicts.add(other);
      }
    }
    return conflicts;
  }
}
