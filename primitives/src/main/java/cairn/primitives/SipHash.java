package cairn.primitives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4: 64 bits that nobody can predict who does not know the key. It makes the short ids of
 * compact blocks (BIP 152) and the elements of block filters (BIP 158).
 *
 * <p>A key is two words, each eight bytes read as a little-endian number.
 */
public final class SipHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int COMPRESSION_ROUNDS = 2;
  private static final int FINAL_ROUNDS = 4;
  private static final long FINAL_MARKER = 0xff;

  private SipHash() {}

  /** The hash of {@code bytes}. */
  public static long of(long k0, long k1, Bytes bytes) {
    var state = new SipState(k0, k1);
    byte[] array = bytes.backingArray();
    int at = bytes.backingOffset();
    int end = at + bytes.length();
    for (; end - at >= Long.BYTES; at += Long.BYTES) {
      state.compress((long) WORD.get(array, at), COMPRESSION_ROUNDS);
    }
    // The last word has the bytes that are left, and on top the length, of which 8 bits fit.
    long last = (long) bytes.length() << 56;
    for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
      last |= (array[at] & 0xffL) << shift;
    }
    state.compress(last, COMPRESSION_ROUNDS);
    return state.finish(FINAL_MARKER, FINAL_ROUNDS);
  }

  /** The hash of the 32 bytes of {@code hash}, in wire order. */
  public static long of(long k0, long k1, Hash256 hash) {
    var state = new SipState(k0, k1);
    state.compress(Long.reverseBytes(hash.w0()), COMPRESSION_ROUNDS);
    state.compress(Long.reverseBytes(hash.w1()), COMPRESSION_ROUNDS);
    state.compress(Long.reverseBytes(hash.w2()), COMPRESSION_ROUNDS);
    state.compress(Long.reverseBytes(hash.w3()), COMPRESSION_ROUNDS);
    state.compress((long) Hash256.LENGTH << 56, COMPRESSION_ROUNDS);
    return state.finish(FINAL_MARKER, FINAL_ROUNDS);
  }
}
