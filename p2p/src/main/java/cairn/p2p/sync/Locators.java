package cairn.p2p.sync;

import cairn.p2p.Blockchain;
import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import java.util.ArrayList;
import java.util.List;

/**
 * Block locators: some blocks of a chain, the last first, by which another node finds the last that
 * it has too. They are dense at the end and sparse before, so a few dozen do for any chain.
 */
final class Locators {
  private static final int DENSE = 10;

  private Locators() {}

  /** Those on the way to {@code last}, itself first and the genesis block last. */
  static List<BlockHash> of(KnownBlock last) {
    var hashes = new ArrayList<BlockHash>(32);
    int step = 1;
    var block = last;
    hashes.add(block.hash());
    while (block.height() > 0) {
      block = block.ancestor(Math.max(block.height() - step, 0));
      if (hashes.size() > DENSE) {
        step *= 2;
      }
      hashes.add(block.hash());
    }
    return hashes;
  }

  /** The last block of the active chain that whoever sent {@code locator} has too. */
  static KnownBlock lastCommon(List<BlockHash> locator, Blockchain chain) {
    var tip = chain.tip();
    for (var hash : locator) {
      var block = chain.find(hash);
      if (block == null) {
        continue;
      }
      if (chain.isActive(block)) {
        return block;
      }
      if (tip.isAncestorOf(block)) {
        return tip;
      }
    }
    return tip.ancestor(0);
  }
}
