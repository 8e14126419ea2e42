package cairn.ledger.coins;

import cairn.ledger.store.OutPointHash;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Looks for what the cache will be asked for, some time before it is. Not thread-safe. */
final class Lookahead {
  private final OutPointHash hash;
  private final CoinIndex index;
  private final CoinRecords records;

  @SuppressWarnings("unused") // without it the reads would have no effect, and be left out
  private long sum;

  Lookahead(OutPointHash hash, CoinIndex index, CoinRecords records) {
    this.hash = hash;
    this.index = index;
    this.records = records;
  }

  /** What {@code block} spends but neither makes by itself nor finds in the cache. */
  List<OutPoint> missing(Block block) {
    var missing = new ArrayList<OutPoint>();
    var made = new HashSet<Txid>();
    for (var transaction : block.transactions()) {
      if (!transaction.isCoinbase()) {
        var inputs = transaction.inputs();
        for (int i = 0; i < inputs.size(); i++) {
          var outpoint = inputs.get(i).previousOutput();
          if (find(outpoint) == CoinIndex.NONE && !made.contains(outpoint.txid())) {
            missing.add(outpoint);
          }
        }
      }
      made.add(transaction.txid());
    }
    return missing;
  }

  /**
   * Reads all that spending the inputs of {@code transactions} and adding their outputs will read.
   *
   * <p>The places are scattered over hundreds of megabytes, and the processor waits a hundred
   * nanoseconds or more for each. Reads that do not depend on each other it does side by side: the
   * slots of all in a first pass, then the records.
   */
  void drawNear(List<Transaction> transactions) {
    for (var transaction : transactions) {
      var inputs = transaction.inputs();
      for (int i = 0; i < inputs.size(); i++) {
        sum += index.touch(hash.of(inputs.get(i).previousOutput()));
      }
      int outputs = transaction.outputs().size();
      for (int i = 0; i < outputs; i++) {
        sum += index.touch(hash.of(transaction.txid(), i));
      }
    }
    for (var transaction : transactions) {
      var inputs = transaction.inputs();
      for (int i = 0; i < inputs.size(); i++) {
        int slot = find(inputs.get(i).previousOutput());
        if (slot != CoinIndex.NONE) {
          sum += records.touch(index.address(slot));
        }
      }
    }
  }

  private int find(OutPoint outpoint) {
    return index.find(hash.of(outpoint), outpoint.txid(), (int) outpoint.index());
  }
}
