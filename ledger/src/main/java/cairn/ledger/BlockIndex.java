package cairn.ledger;

import cairn.primitives.BlockHash;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All blocks whose headers are known, whatever their branch. For any thread, without waiting. */
public interface BlockIndex {
  /** The block with this hash, or null. */
  @Nullable IndexedBlock find(BlockHash hash);

  /** The block with the most work that is not known to be invalid, stored or not. */
  IndexedBlock bestHeader();

  /** Hands over every block, in no order. */
  void forEachBlock(Consumer<? super IndexedBlock> action);

  /** How many blocks there are. */
  int size();

  /**
   * Where the chain of a node that sent this locator parts from {@code chain}: the first of its
   * blocks that is in it, the tip if one of them builds on that, else the genesis block.
   */
  IndexedBlock fork(List<BlockHash> locator, ActiveChain chain);
}
