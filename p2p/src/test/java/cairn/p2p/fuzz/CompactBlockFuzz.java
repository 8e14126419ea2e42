package cairn.p2p.fuzz;

import cairn.p2p.compact.CompactBlockReconstruction;
import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.compact.PartialBlock.Outcome;
import cairn.p2p.compact.ShortIdKey;
import cairn.p2p.compact.TransactionSource;
import cairn.p2p.wire.CompactBlockMessage.CmpctBlock;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.CompactBlockMessage.PrefilledTransaction;
import cairn.p2p.wire.ShortIds;
import cairn.p2p.wire.Transactions;
import cairn.primitives.Block;
import cairn.primitives.MerkleTree;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Puts a block together from a compact block that an adversary has put together: each pair of bytes
 * says what to do with one of the block's transactions, or with a stranger.
 *
 * <p>Whatever comes out complete is the block whose header it has. If the compact block was honest,
 * it comes out.
 */
public final class CompactBlockFuzz {
  private static final Block BLOCK = Transactions.block(new SplittableRandom(152), 24);
  private static final List<Transaction> STRANGERS =
      Transactions.block(new SplittableRandom(153), 24).transactions();

  private CompactBlockFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    var ids = new ArrayList<Long>();
    var prefilled = new ArrayList<PrefilledTransaction>();
    var source = new ArrayList<Transaction>();
    var extra = new ArrayList<Transaction>();
    var key = ShortIdKey.of(BLOCK.header(), input.length);
    for (int i = 0; i + 1 < input.length; i += 2) {
      int which = input[i + 1] & 0xff;
      var own = BLOCK.transactions().get(which % 24);
      var stranger = STRANGERS.get(which % 24);
      switch (input[i] & 0xff) {
        case 0 -> prefilled.add(new PrefilledTransaction(which >> 5, own));
        case 1 -> prefilled.add(new PrefilledTransaction(which >> 5, stranger));
        case 2 -> prefilled.add(new PrefilledTransaction(which << 8, own));
        case 3 -> source.add(own);
        case 4 -> source.add(stranger);
        case 5 -> extra.add(own);
        case 6 -> extra.add(stranger);
        case 7 -> ids.add(key.shortId(stranger.wtxid()));
        case 8 -> ids.add((long) which);
        default -> ids.add(key.shortId(own.wtxid()));
      }
    }
    var compact =
        new CmpctBlock(
            BLOCK.header(),
            input.length,
            ShortIds.of(ids.stream().mapToLong(Long::longValue).toArray()),
            prefilled);
    complete(compact, source, extra);
    var honest = CompactBlocks.of(BLOCK, input.length);
    require(complete(honest, source, extra), "an honest block does not come out");
  }

  /** Whether the block came out. */
  private static boolean complete(
      CmpctBlock compact, List<Transaction> source, List<Transaction> extra) {
    var outcome = CompactBlockReconstruction.start(compact, source(source), extra);
    if (!(outcome instanceof Outcome.Partial(var partial))) {
      return false;
    }
    var asked = CompactBlocks.answer(new GetBlockTxn(BLOCK.hash(), partial.missing()), BLOCK);
    if (asked.isEmpty()) {
      return false;
    }
    if (!(partial.fill(asked.get().transactions(), CompactBlockFuzz::mutated)
        instanceof Outcome.Complete(var block))) {
      return false;
    }
    require(block.equals(BLOCK), "another block came out");
    return true;
  }

  private static TransactionSource source(List<Transaction> transactions) {
    return new TransactionSource() {
      @Override
      public void scan(Predicate<Wtxid> visitor) {
        for (var transaction : transactions) {
          if (!visitor.test(transaction.wtxid())) {
            return;
          }
        }
      }

      @Override
      public Optional<Transaction> find(Wtxid wtxid) {
        return transactions.stream().filter(each -> each.wtxid().equals(wtxid)).findFirst();
      }
    };
  }

  /** By their witnesses too, of which this block's header says nothing. */
  private static boolean mutated(Block block) {
    var tree = MerkleTree.of(block.txids());
    return !tree.root().equals(block.header().merkleRoot())
        || tree.hasEqualNeighbours()
        || !block.serialized().equals(BLOCK.serialized());
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
