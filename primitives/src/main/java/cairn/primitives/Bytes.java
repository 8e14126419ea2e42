package cairn.primitives;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * An immutable run of bytes: a window onto an array that nobody changes any more.
 *
 * <p>A block is read into one array, and the scripts and witness items inside it are windows onto
 * that array, so parsing copies nothing. A window keeps its whole array alive; {@link #compact()}
 * lets go of the rest.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Takes over {@code array}: the caller must not write to it again. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
  }

  /** Takes over {@code array[offset, offset + length)}: the caller must not write to it again. */
  public static Bytes wrap(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return length == 0 ? EMPTY : new Bytes(array, offset, length);
  }

  /** A copy, which leaves {@code array} to the caller. */
  public static Bytes copyOf(byte[] array) {
    return wrap(array.clone());
  }

  /** The bytes with these values, each between -128 and 255; for constants. */
  public static Bytes of(int... values) {
    var array = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      array[i] = (byte) values[i];
    }
    return wrap(array);
  }

  /**
   * Reads hex digits, two a byte, upper or lower case.
   *
   * @throws IllegalArgumentException if {@code hex} has an odd length or another character
   */
  public static Bytes fromHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** The byte at {@code index}, sign and all. */
  public byte get(int index) {
    Objects.checkIndex(index, length);
    return array[offset + index];
  }

  /** The byte at {@code index}, between 0 and 255. */
  public int unsigned(int index) {
    return get(index) & 0xff;
  }

  /** The window from {@code from} to the end. */
  public Bytes slice(int from) {
    return slice(from, length);
  }

  /** The window {@code [from, to)}; shares the array. */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
  }

  /** The same bytes in an array of just their size, so that a larger one may be collected. */
  public Bytes compact() {
    return length == array.length ? this : wrap(toArray());
  }

  /** Where {@code other} first begins in this, at or after {@code from}; -1 if nowhere. */
  public int indexOf(Bytes other, int from) {
    for (int at = from; at + other.length <= length; at++) {
      if (matchesAt(at, other)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether {@code other} stands in this at index {@code at}. */
  public boolean matchesAt(int at, Bytes other) {
    return at >= 0
        && other.length <= length - at
        && Arrays.equals(
            array,
            offset + at,
            offset + at + other.length,
            other.array,
            other.offset,
            other.offset + other.length);
  }

  /** This followed by {@code other}. */
  public Bytes concat(Bytes other) {
    var joined = Arrays.copyOfRange(array, offset, offset + length + other.length);
    System.arraycopy(other.array, other.offset, joined, length, other.length);
    return wrap(joined);
  }

  /** All of these, one after the other. */
  public static Bytes join(List<Bytes> pieces) {
    int length = 0;
    for (var piece : pieces) {
      length = Math.addExact(length, piece.length);
    }
    var joined = new byte[length];
    int at = 0;
    for (var piece : pieces) {
      piece.copyTo(joined, at);
      at += piece.length;
    }
    return wrap(joined);
  }

  /** A fresh array with these bytes. */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Copies all bytes to {@code target[at, at + length())}. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /**
   * The array behind the window, for code that hashes or calls native functions and must not copy.
   * The window begins at {@link #backingOffset()}. Never write to it.
   */
  public byte[] backingArray() {
    return array;
  }

  /** Where this window begins in {@link #backingArray()}. */
  public int backingOffset() {
    return offset;
  }

  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  /** Compares as unsigned bytes from the first on; a prefix comes before what it begins. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Bytes other
        && length == other.length
        && Arrays.equals(
            array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return toHex();
  }
}
