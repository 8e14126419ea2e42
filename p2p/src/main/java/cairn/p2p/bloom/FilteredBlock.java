package cairn.p2p.bloom;

import cairn.p2p.wire.BloomMessage.MerkleBlock;
import cairn.p2p.wire.PartialMerkleTree;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * What of a block passes a filter (BIP 37).
 *
 * @param message proves that they are in the block
 * @param transactions those that pass, in block order; they are sent after the message
 */
public record FilteredBlock(MerkleBlock message, List<Transaction> transactions) {
  public FilteredBlock {
    transactions = List.copyOf(transactions);
  }

  /**
   * Filters a block.
   *
   * @param filter asked of each transaction once, in block order, since a {@link BloomFilter} may
   *     learn from one what to let through next
   */
  public static FilteredBlock of(Block block, Predicate<Transaction> filter) {
    var matches = new BitSet();
    int index = 0;
    for (var transaction : block.transactions()) {
      matches.set(index++, filter.test(transaction));
    }
    var tree = PartialMerkleTree.of(block.txids(), matches);
    return new FilteredBlock(
        new MerkleBlock(block.header(), tree),
        matches.stream().mapToObj(block.transactions()::get).toList());
  }
}
