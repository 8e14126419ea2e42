package cairn.ledger.mempool;

import cairn.primitives.Block;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What was in blocks that were disconnected, and is in none of the chain now, as far as there is
 * room. Not thread-safe.
 */
final class DisconnectedTransactions {
  /** As Core has it. */
  static final long MAX_BYTES = 20_000_000;

  /** What a transaction takes besides its bytes, about. */
  private static final int BYTES_EACH = 700;

  /** By blocks, the first to be mined first. */
  private final Deque<SequencedMap<Txid, Transaction>> blocks = new ArrayDeque<>();

  private long bytes;

  /**
   * Takes in the transactions of a block, all of whose successors have been disconnected before.
   *
   * @return what there is no room for any more: the last ones to have been mined, those first
   */
  List<Transaction> disconnected(Block block) {
    var transactions = new LinkedHashMap<Txid, Transaction>();
    for (var transaction : block.transactions()) {
      transactions.put(transaction.txid(), transaction);
      bytes += bytes(transaction);
    }
    blocks.addFirst(transactions);
    var dropped = new ArrayList<Transaction>();
    while (bytes > MAX_BYTES) {
      var last = blocks.getLast().pollLastEntry();
      if (last == null) {
        blocks.removeLast();
      } else {
        bytes -= bytes(last.getValue());
        dropped.add(last.getValue());
      }
    }
    return dropped;
  }

  /** A block is connected: what it has needs no place here. */
  void connected(Block block) {
    if (blocks.isEmpty()) {
      return;
    }
    for (var transaction : block.transactions()) {
      for (var transactions : blocks) {
        var found = transactions.remove(transaction.txid());
        if (found != null) {
          bytes -= bytes(found);
        }
      }
    }
  }

  /** Takes out so many, or all that are left, the first to be mined first. */
  List<Transaction> take(int count) {
    var taken = new ArrayList<Transaction>();
    while (taken.size() < count && !blocks.isEmpty()) {
      var first = blocks.getFirst().pollFirstEntry();
      if (first == null) {
        blocks.removeFirst();
      } else {
        bytes -= bytes(first.getValue());
        taken.add(first.getValue());
      }
    }
    return taken;
  }

  private static long bytes(Transaction transaction) {
    return (long) BYTES_EACH + transaction.totalSize();
  }
}
