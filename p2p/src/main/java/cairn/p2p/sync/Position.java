package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;

/**
 * Where in its branch a block is.
 *
 * @param work what its header and those before it claim to prove
 */
record Position(int height, BigInteger work) {
  static Position of(KnownBlock block) {
    return new Position(block.height(), block.work());
  }

  /** That of the next block. */
  Position next(BlockHeader header) {
    return new Position(height + 1, work.add(HeaderChecks.work(header)));
  }
}
