package cairn.p2p.transport;

import cairn.primitives.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * As many bytes as are waited for. Room is made as they come, for at most twice as many as there
 * are: a peer that only announces much takes none, and those that are there need not be moved for
 * every few that follow.
 */
final class Arriving {
  private static final byte[] NONE = {};

  private final int wanted;
  private byte[] array = NONE;
  private int length;

  Arriving(int wanted) {
    this.wanted = wanted;
  }

  int length() {
    return length;
  }

  /** How many bytes of memory are taken. */
  int held() {
    return array.length;
  }

  /** Takes what is still wanted of {@code bytes}; whether all have come now. */
  boolean take(ByteBuffer bytes) {
    return take(bytes, wanted);
  }

  /** As {@link #take(ByteBuffer)}, but not more than {@code limit}. */
  boolean take(ByteBuffer bytes, int limit) {
    int count = Math.min(Math.min(wanted - length, limit), bytes.remaining());
    if (count > array.length - length) {
      int doubled = (int) Math.min(wanted, 2L * array.length);
      array = Arrays.copyOf(array, Math.max(length + count, doubled));
    }
    bytes.get(array, length, count);
    length += count;
    return length == wanted;
  }

  /** What has come so far. Later bytes do not change it. */
  Bytes soFar() {
    return Bytes.wrap(array, 0, length);
  }

  /** Whether what has come so far ends so. */
  boolean endsWith(Bytes end) {
    int from = length - end.length();
    int other = end.backingOffset();
    return from >= 0
        && Arrays.equals(array, from, length, end.backingArray(), other, other + end.length());
  }

  /** All that was wanted, in an array of just their number, which is the caller's from now on. */
  byte[] all() {
    if (length != wanted) {
      throw new IllegalStateException(length + " bytes of " + wanted);
    }
    return array;
  }
}
