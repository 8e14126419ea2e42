package cairn.primitives.filter;

import cairn.primitives.ByteWriter;

/** Writes bits to bytes, the most significant bit of each first. Not thread-safe. */
final class BitWriter {
  private final ByteWriter out;
  private int pending;
  private int pendingBits;

  BitWriter(ByteWriter out) {
    this.out = out;
  }

  /** Writes the lowest {@code count} bits of {@code value}, the highest of them first. */
  void write(long value, int count) {
    for (int left = count; left > 0; ) {
      int now = Math.min(left, 8 - pendingBits);
      left -= now;
      pending = (pending << now) | (int) ((value >>> left) & ((1 << now) - 1));
      pendingBits += now;
      if (pendingBits == 8) {
        out.uint8(pending);
        pending = 0;
        pendingBits = 0;
      }
    }
  }

  /** Writes {@code count} ones. */
  void ones(long count) {
    for (long left = count; left > 0; left -= 8) {
      write(0xff, (int) Math.min(left, 8));
    }
  }

  /** Fills the last byte up with zeros. */
  void flush() {
    if (pendingBits > 0) {
      write(0, 8 - pendingBits);
    }
  }
}
