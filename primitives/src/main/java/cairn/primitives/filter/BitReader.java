package cairn.primitives.filter;

import cairn.primitives.ByteReader;
import cairn.primitives.DecodeException;

/**
 * Reads bits from bytes, the most significant bit of each first. Takes a byte only when a bit of it
 * is asked for. Not thread-safe.
 */
final class BitReader {
  private final ByteReader in;
  private int current;
  private int currentBits;

  BitReader(ByteReader in) {
    this.in = in;
  }

  /** The next {@code count} bits, at most 32, as a number. */
  long read(int count) throws DecodeException {
    long value = 0;
    for (int left = count; left > 0; ) {
      fill();
      int now = Math.min(left, currentBits);
      left -= now;
      currentBits -= now;
      value = (value << now) | ((current >>> currentBits) & ((1 << now) - 1));
    }
    return value;
  }

  /** How many ones come before the next zero, which is read too. */
  long countOnes() throws DecodeException {
    long count = 0;
    while (read(1) == 1) {
      count++;
    }
    return count;
  }

  private void fill() throws DecodeException {
    if (currentBits == 0) {
      current = in.uint8();
      currentBits = 8;
    }
  }
}
