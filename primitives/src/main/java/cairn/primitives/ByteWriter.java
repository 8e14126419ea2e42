package cairn.primitives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes the little-endian encodings of Bitcoin's wire format into an array that grows. Not
 * thread-safe. The twin of {@link ByteReader}.
 */
public final class ByteWriter {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array;
  private int length;

  public ByteWriter() {
    this(128);
  }

  /**
   * @param capacity bytes to make room for at first; it grows past them
   */
  public ByteWriter(int capacity) {
    this.array = new byte[capacity];
  }

  /** How many bytes a compact size of {@code value} takes: 1, 3, 5 or 9. */
  public static int compactSizeLength(long value) {
    if (value < 0) {
      return 9;
    }
    return value < 0xfd ? 1 : value <= 0xffff ? 3 : value <= 0xffffffffL ? 5 : 9;
  }

  /** How many bytes have been written. */
  public int length() {
    return length;
  }

  public ByteWriter uint8(int value) {
    int at = grow(1);
    array[at] = (byte) value;
    return this;
  }

  public ByteWriter uint16(int value) {
    int at = grow(2);
    SHORT.set(array, at, (short) value);
    return this;
  }

  public ByteWriter int32(int value) {
    int at = grow(4);
    INT.set(array, at, value);
    return this;
  }

  /** The low 32 bits of {@code value}. */
  public ByteWriter uint32(long value) {
    return int32((int) value);
  }

  public ByteWriter int64(long value) {
    int at = grow(8);
    LONG.set(array, at, value);
    return this;
  }

  /** The 32 bytes of a digest, in wire order. */
  public ByteWriter hash(Hash256 hash) {
    int at = grow(32);
    BIG_LONG.set(array, at, hash.w0());
    BIG_LONG.set(array, at + 8, hash.w1());
    BIG_LONG.set(array, at + 16, hash.w2());
    BIG_LONG.set(array, at + 24, hash.w3());
    return this;
  }

  public ByteWriter bytes(Bytes bytes) {
    int at = grow(bytes.length());
    bytes.copyTo(array, at);
    return this;
  }

  public ByteWriter bytes(byte[] bytes) {
    int at = grow(bytes.length);
    System.arraycopy(bytes, 0, array, at, bytes.length);
    return this;
  }

  /** A length or a count, in its shortest form; all 64 bits, without a sign. */
  public ByteWriter compactSize(long value) {
    return switch (compactSizeLength(value)) {
      case 1 -> uint8((int) value);
      case 3 -> uint8(0xfd).uint16((int) value);
      case 5 -> uint8(0xfe).uint32(value);
      default -> uint8(0xff).int64(value);
    };
  }

  /** The length of {@code bytes}, then the bytes. */
  public ByteWriter sizedBytes(Bytes bytes) {
    return compactSize(bytes.length()).bytes(bytes);
  }

  /** What has been written, in an array of its own. */
  public byte[] toArray() {
    return Arrays.copyOf(array, length);
  }

  /** What has been written; later writes do not show in it. */
  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  /** Forgets what has been written and keeps the room. */
  public ByteWriter clear() {
    length = 0;
    return this;
  }

  /** The array being written to, for hashing without a copy; only the first {@link #length()}. */
  public byte[] backingArray() {
    return array;
  }

  private int grow(int count) {
    int at = length;
    if (count > array.length - at) {
      array = Arrays.copyOf(array, Math.max(at + count, 2 * array.length));
    }
    length = at + count;
    return at;
  }
}
