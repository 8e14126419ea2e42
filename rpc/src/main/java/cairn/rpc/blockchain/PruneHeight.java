package cairn.rpc.blockchain;

import cairn.ledger.ActiveChain;

/** How far the blocks of a chain have been deleted. */
final class PruneHeight {
  private PruneHeight() {}

  /**
   * The height of the last block that is not there, or of which it is not known what it spent; -1
   * if there is none (Core's GetPruneHeight). The genesis block does not count.
   */
  static int lastPruned(ActiveChain chain) {
    for (int height = chain.height(); height > 0; height--) {
      var block = chain.at(height);
      if (block != null && !(block.hasData() && block.hasUndo())) {
        return height;
      }
    }
    return -1;
  }
}
