package cairn.primitives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Reads and writes the four big-endian words of a {@link Hash256}. */
final class Words {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Words() {}

  static long get(byte[] array, int at) {
    return (long) WORD.get(array, at);
  }

  static void set(byte[] array, int at, long w0, long w1, long w2, long w3) {
    WORD.set(array, at, w0);
    WORD.set(array, at + 8, w1);
    WORD.set(array, at + 16, w2);
    WORD.set(array, at + 24, w3);
  }

  /** Word {@code index}, 0 to 3, of the hash that people write as {@code hex}. */
  static long ofDisplay(String hex, int index) {
    if (hex.length() != 2 * Hash256.LENGTH) {
      throw new IllegalArgumentException("a hash has 64 hex digits, not " + hex.length());
    }
    int from = 48 - 16 * index;
    return Long.reverseBytes(HexFormat.fromHexDigitsToLong(hex, from, from + 16));
  }
}
