package cairn.ledger.store;

import cairn.primitives.Hash256;
import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import java.nio.ByteBuffer;

/**
 * The key of a coin in the database: its txid in wire order, then its index in one, three or five
 * bytes, so that keys are ordered as outpoints are by txid and index.
 *
 * <p>The index is a compact size with the most significant byte first.
 */
public final class CoinKey {
  /** The length of most keys, in bytes, and of the shortest. */
  static final int MIN_LENGTH = Hash256.LENGTH + 1;

  /** How many bytes the longest key has. */
  public static final int MAX_LENGTH = Hash256.LENGTH + 5;

  private static final int TWO_BYTES = 0xfd;
  private static final int FOUR_BYTES = 0xfe;

  private CoinKey() {}

  static byte[] of(OutPoint outpoint) {
    var txid = outpoint.txid();
    var key = ByteBuffer.allocate(MAX_LENGTH);
    write(key, txid.w0(), txid.w1(), txid.w2(), txid.w3(), outpoint.index());
    var array = new byte[key.position()];
    key.flip().get(array);
    return array;
  }

  /**
   * Writes a key at the position of {@code out}, a big-endian buffer.
   *
   * @param w0 the txid's first word
   * @param index 0 to 2^32 - 1
   */
  public static void write(ByteBuffer out, long w0, long w1, long w2, long w3, long index) {
    out.putLong(w0).putLong(w1).putLong(w2).putLong(w3);
    if (index < TWO_BYTES) {
      out.put((byte) index);
    } else if (index <= 0xffff) {
      out.put((byte) TWO_BYTES).putShort((short) index);
    } else {
      out.put((byte) FOUR_BYTES).putInt((int) index);
    }
  }

  /** The outpoint whose key is at the position of {@code in}, a big-endian buffer. */
  static OutPoint read(ByteBuffer in) {
    var txid = new Txid(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    int first = in.get() & 0xff;
    long index =
        switch (first) {
          case TWO_BYTES -> in.getShort() & 0xffff;
          case FOUR_BYTES -> Integer.toUnsignedLong(in.getInt());
          default -> first;
        };
    return new OutPoint(txid, index);
  }
}
