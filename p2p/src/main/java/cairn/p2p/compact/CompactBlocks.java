package cairn.p2p.compact;

import cairn.p2p.wire.CompactBlockMessage.BlockTxn;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.PrefilledTransaction;
import cairn.p2p.wire.ShortIds;
import cairn.primitives.Block;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is made of a block for others (BIP 152). */
public final class CompactBlocks {
  private CompactBlocks() {}

  /**
   * A compact block with all but the coinbase named by short ids, and the coinbase, which nobody
   * can have, in full.
   *
   * @param block has a transaction at least
   * @param nonce a random number
   */
  public static CmpctBlock of(Block block, long nonce) {
    var key = ShortIdKey.of(block.header(), nonce);
    var ids =
        block.transactions().stream()
            .skip(1)
            .mapToLong(transaction -> key.shortId(transaction.wtxid()))
            .toArray();
    var coinbase = new PrefilledTransaction(0, block.transactions().getFirst());
    return new CmpctBlock(block.header(), nonce, ShortIds.of(ids), List.of(coinbase));
  }

  /**
   * The transactions asked for; nothing if the block does not have so many, which is an offence.
   */
  public static Optional<BlockTxn> answer(GetBlockTxn request, Block block) {
    var transactions = new ArrayList<Transaction>(request.indexes().size());
    for (int index : request.indexes()) {
      if (index >= block.transactions().size()) {
        return Optional.empty();
      }
      transactions.add(block.transactions().get(index));
    }
    return Optional.of(new BlockTxn(request.block(), transactions));
  }
}
