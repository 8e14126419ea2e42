package cairn.ledger.codec;

import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.DecodeException;

/**
 * Core's variable-length numbers ({@code VARINT} in its serialize.h), which its files use and its
 * messages do not: groups of seven bits, the most significant first, each byte but the last with
 * its top bit set.
 *
 * <p>One is taken off the number for each byte that follows, so that every number has one form
 * only.
 */
public final class VarInt {
  private static final int GROUP = 0x7f;
  private static final int MORE = 0x80;
  private static final long MAX_32 = 0xffffffffL;
  private static final long MAX_64 = -1;

  private VarInt() {}

  /** Writes all 64 bits of {@code value}, without a sign, in 1 to 10 bytes. */
  public static void write(ByteWriter out, long value) {
    if (value < 0 || value > GROUP) {
      writeLeading(out, (value >>> 7) - 1);
    }
    out.uint8((int) value & GROUP);
  }

  private static void writeLeading(ByteWriter out, long value) {
    if (value > GROUP) {
      writeLeading(out, (value >>> 7) - 1);
    }
    out.uint8(((int) value & GROUP) | MORE);
  }

  /**
   * Reads a number of 32 bits.
   *
   * @return 0 to 2^32 - 1
   * @throws DecodeException if it is larger
   */
  public static long readUint32(ByteReader in) throws DecodeException {
    return read(in, MAX_32);
  }

  /**
   * Reads a number of 64 bits, without a sign.
   *
   * @throws DecodeException if it is larger
   */
  public static long readUint64(ByteReader in) throws DecodeException {
    return read(in, MAX_64);
  }

  private static long read(ByteReader in, long max) throws DecodeException {
    long value = 0;
    while (true) {
      int next = in.uint8();
      if (Long.compareUnsigned(value, max >>> 7) > 0) {
        throw in.failure("number too large");
      }
      value = (value << 7) | (next & GROUP);
      if ((next & MORE) == 0) {
        return value;
      }
      if (value == max) {
        throw in.failure("number too large");
      }
      value++;
    }
  }
}
