package cairn.primitives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Reads the little-endian encodings of Bitcoin's wire format, front to back. Not thread-safe.
 *
 * <p>A reader that runs out of input, or meets a size that no encoder writes, throws {@link
 * DecodeException} with the offset.
 */
public final class ByteReader {
  /** The largest length or count that can be read: 32 MiB, as Core's {@code MAX_SIZE}. */
  public static final int MAX_SIZE = 0x02000000;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] array;
  private final int start;
  private final int end;
  private int position;

  /** Reads {@code bytes} from the first on. */
  public ByteReader(Bytes bytes) {
    this.array = bytes.backingArray();
    this.start = bytes.backingOffset();
    this.end = start + bytes.length();
    this.position = start;
  }

  /** How many bytes have been read so far. */
  public int offset() {
    return position - start;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - position;
  }

  /**
   * Says that the input ends here.
   *
   * @throws DecodeException if it does not
   */
  public void expectEnd() throws DecodeException {
    if (remaining() != 0) {
      throw failure(remaining() + " bytes left over");
    }
  }

  /** One byte, 0 to 255. */
  public int uint8() throws DecodeException {
    return array[advance(1)] & 0xff;
  }

  /** Two bytes, 0 to 65,535. */
  public int uint16() throws DecodeException {
    return (short) SHORT.get(array, advance(2)) & 0xffff;
  }

  /** Four bytes with a sign. */
  public int int32() throws DecodeException {
    return (int) INT.get(array, advance(4));
  }

  /** Four bytes, 0 to 2^32 - 1. */
  public long uint32() throws DecodeException {
    return Integer.toUnsignedLong(int32());
  }

  /** Eight bytes with a sign. */
  public long int64() throws DecodeException {
    return (long) LONG.get(array, advance(8));
  }

  /** Eight bytes, the most significant first: one of the words of a digest. */
  long bigEndianInt64() throws DecodeException {
    return (long) BIG_LONG.get(array, advance(8));
  }

  /** The next {@code length} bytes, as a window onto the input. */
  public Bytes bytes(int length) throws DecodeException {
    int from = advance(length);
    return Bytes.wrap(array, from, length);
  }

  /** What has been read from {@code offset} on, as a window onto the input. */
  public Bytes since(int offset) {
    Objects.checkFromToIndex(offset, offset(), offset());
    return Bytes.wrap(array, start + offset, offset() - offset);
  }

  /** A compact size and as many bytes, as a window onto the input. */
  public Bytes sizedBytes() throws DecodeException {
    return bytes(compactSize());
  }

  /**
   * A compact size: a length or a count, 0 to {@link #MAX_SIZE}.
   *
   * @throws DecodeException if it is larger, or written longer than it needs to be
   */
  public int compactSize() throws DecodeException {
    long size = compactSizeUnbounded();
    if (size < 0 || size > MAX_SIZE) {
      throw failure("ReadCompactSize(): size too large"); // as Core says: people look for it
    }
    return (int) size;
  }

  /**
   * A compact size that is a plain number, such as service bits: all 64 bits, without a sign.
   *
   * @throws DecodeException if it is written longer than it needs to be
   */
  public long compactSizeUnbounded() throws DecodeException {
    int first = uint8();
    if (first < 0xfd) {
      return first;
    }
    long size =
        switch (first) {
          case 0xfd -> uint16();
          case 0xfe -> uint32();
          default -> int64();
        };
    long smallest =
        switch (first) {
          case 0xfd -> 0xfd;
          case 0xfe -> 0x10000;
          default -> 0x100000000L;
        };
    if (Long.compareUnsigned(size, smallest) < 0) {
      throw failure("non-canonical ReadCompactSize()");
    }
    return size;
  }

  /**
   * A compact size that counts elements of at least {@code elementSize} bytes each, so that a count
   * which the input cannot hold fails before anything is allocated for it.
   */
  public int count(int elementSize) throws DecodeException {
    int count = compactSize();
    if ((long) count * elementSize > remaining()) {
      throw DecodeException.endOfData(offset());
    }
    return count;
  }

  /** The failure to throw at this point of the input. */
  public DecodeException failure(String message) {
    return new DecodeException(message, offset());
  }

  private int advance(int count) throws DecodeException {
    int from = position;
    if (count > end - from) {
      throw DecodeException.endOfData(offset());
    }
    position = from + count;
    return from;
  }
}
