package cairn.ledger.mempool;

import cairn.ledger.MempoolListener.Removal;
import cairn.primitives.Block;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

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

  /** The block has come to the end of the chain. */
  void connected(Block block, int height) {
    var mined = new ArrayList<Entry>();
    if (pool.count() > 0) {
      for (var transaction : block.transactions()) {
        var entry = pool.find(transaction.txid());
        if (entry != null) {
          mined.add(entry);
        }
      }
      housekeeping.remove(mined, Removal.BLOCK);
      var conflicts = conflicts(block);
      conflicts.forEach(entry -> priorities.forget(entry.txid()));
      housekeeping.removeWithDescendants(conflicts, Removal.CONFLICT);
    }
    if (!priorities.isEmpty()) {
      block.transactions().forEach(transaction -> priorities.forget(transaction.txid()));
    }
    housekeeping.blockConnected(mined, height);
  }

  private List<Entry> conflicts(Block block) {
    var conflicts = new LinkedHashSet<Entry>();
    for (var transaction : block.transactions()) {
      for (var input : transaction.inputs()) {
        var other = pool.spender(input.previousOutput());
        if (other != null) {
          conflicts.add(other);
        }
      }
    }
    return List.copyOf(conflicts);
  }
}
