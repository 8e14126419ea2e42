package cairn.p2p;

import cairn.p2p.Blockchain.BlockAnswer;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import java.util.Optional;

/** Is told of the chain, on the thread of the peers, in the order in which things happen. */
public interface BlockchainListener {
  /**
   * The header of a block is good, its contents are what the header promises, and it follows the
   * tip: it is about to be checked. Not told while the chain is far behind.
   */
  default void fresh(KnownBlock block, Block contents) {}

  /**
   * A block was checked in full, or as far as to find that it breaks a rule.
   *
   * @param refusal empty if it is good
   */
  default void checked(BlockHash block, Optional<BlockAnswer.Refused> refusal) {}

  /** A block has become part of the active chain. */
  default void connected(KnownBlock block, Block contents) {}

  /** A block is no longer part of the active chain. */
  default void disconnected(KnownBlock block, Block contents) {}

  /**
   * The active chain ends with another block, to which all blocks between have been connected.
   *
   * @param fork the last block of the chain as it was that is still in it
   */
  default void newTip(KnownBlock tip, KnownBlock fork) {}
}
