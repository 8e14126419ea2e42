package cairn.p2p.sync;

import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The newest block, in memory, since all peers ask for it at the same time: whole, as a compact
 * block, and its transactions, which are not in the pool any more. Not thread-safe.
 */
public final class RecentBlock {
  private final RandomGenerator random;
  private @Nullable Block block;
  private @Nullable CmpctBlock compact;
  private Map<Hash256, Transaction> transactions = Map.of();

  RecentBlock(RandomGenerator random) {
    this.random = random;
  }

  void set(Block newest) {
    block = newest;
    compact = CompactBlocks.of(newest, random.nextLong());
    transactions = new HashMap<>(4 * newest.transactions().size());
    for (var transaction : newest.transactions()) {
      transactions.put(transaction.txid(), transaction);
      transactions.put(transaction.wtxid(), transaction);
    }
  }

  /** Null if the newest block is another. */
  @Nullable Block block(BlockHash hash) {
    return block != null && block.hash().equals(hash) ? block : null;
  }

  /** Null if the newest block is another. */
  @Nullable CmpctBlock compact(BlockHash hash) {
    return block(hash) == null ? null : compact;
  }

  /**
   * A transaction of the newest block.
   *
   * @param id its txid or its wtxid
   * @return null if there is no such transaction in it
   */
  public @Nullable Transaction transaction(Hash256 id) {
    return transactions.get(id);
  }
}
