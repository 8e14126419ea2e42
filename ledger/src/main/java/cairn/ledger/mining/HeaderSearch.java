package cairn.ledger.mining;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Sha256;
import cairn.primitives.Target;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * Looks for a nonce some of them at a time, with what is hashed before it hashed only once. Belongs
 * to one thread.
 */
public final class HeaderSearch {
  /** What of a header SHA-256 takes in first; the nonce is in what it takes in next. */
  private static final int FIRST_BLOCK = 64;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final Target target;
  private final Sha256 begun;

  /**
   * @param header with a target that there is
   */
  public HeaderSearch(BlockHeader header) {
    this.bytes = header.serialized().toArray();
    this.target = Target.fromCompact(header.bits()).orElseThrow();
    this.begun = new Sha256().update(bytes, 0, FIRST_BLOCK);
  }

  /**
   * Tries {@code count} nonces from {@code first} on, after the last of which 0 comes.
   *
   * @return one that will do
   */
  public OptionalLong search(int first, int count) {
    for (int i = 0; i < count; i++) {
      int nonce = first + i;
      INT.set(bytes, BlockHeader.NONCE_OFFSET, nonce);
      var digest =
          begun.fork().update(bytes, FIRST_BLOCK, bytes.length - FIRST_BLOCK).finishTwice();
      if (target.isMetBy(BlockHash.fromWire(digest.backingArray(), digest.backingOffset()))) {
        return OptionalLong.of(Integer.toUnsignedLong(nonce));
      }
    }
    return OptionalLong.empty();
  }
}
