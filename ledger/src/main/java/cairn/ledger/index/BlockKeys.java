package cairn.ledger.index;

import cairn.ledger.IndexedBlock;
import cairn.primitives.Hash256;
import java.nio.ByteBuffer;

/** Keys of what there is one of for each block: what it is, the height, and the hash. */
final class BlockKeys {
  private static final int LENGTH = 1 + Integer.BYTES + Hash256.LENGTH;

  private BlockKeys() {}

  static byte[] key(byte kind, IndexedBlock block) {
    var hash = block.hash();
    return ByteBuffer.allocate(LENGTH)
        .put(kind)
        .putInt(block.height())
        .putLong(hash.w0())
        .putLong(hash.w1())
        .putLong(hash.w2())
        .putLong(hash.w3())
        .array();
  }
}
