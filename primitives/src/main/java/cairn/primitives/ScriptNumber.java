package cairn.primitives;

import java.util.OptionalLong;

/** The numbers of the script language: little-endian, with the sign in the topmost bit. */
public final class ScriptNumber {
  /** How many bytes an operand of arithmetic may have. */
  public static final int DEFAULT_MAX_LENGTH = 4;

  private ScriptNumber() {}

  /** The shortest form of {@code value}; nothing for zero. */
  public static Bytes encode(long value) {
    if (value == 0) {
      return Bytes.EMPTY;
    }
    var out = new ByteWriter(9);
    long rest = Math.abs(value); // the most negative long stays itself, and is read unsigned
    int last = 0;
    while (rest != 0) {
      last = (int) (rest & 0xff);
      rest >>>= 8;
      if (rest != 0) {
        out.uint8(last);
      }
    }
    if ((last & 0x80) != 0) {
      out.uint8(last).uint8(value < 0 ? 0x80 : 0);
    } else {
      out.uint8(value < 0 ? last | 0x80 : last);
    }
    return out.toBytes();
  }

  /**
   * Reads a number.
   *
   * @param requireMinimal whether it must be in its shortest form
   * @param maxLength how many bytes it may have, at most 8
   * @return empty if it is longer, or not minimal where it must be
   */
  public static OptionalLong decode(Bytes bytes, boolean requireMinimal, int maxLength) {
    if (bytes.length() > maxLength || (requireMinimal && !isMinimal(bytes))) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(decode(bytes));
  }

  /** Whether no shorter form gives the same number. */
  public static boolean isMinimal(Bytes bytes) {
    int length = bytes.length();
    if (length == 0 || (bytes.get(length - 1) & 0x7f) != 0) {
      return true;
    }
    // The last byte holds the sign alone: needed only where the one before it uses its top bit.
    return length > 1 && (bytes.get(length - 2) & 0x80) != 0;
  }

  private static long decode(Bytes bytes) {
    if (bytes.isEmpty()) {
      return 0;
    }
    long value = 0;
    int last = bytes.length() - 1;
    for (int i = 0; i <= last; i++) {
      value |= (long) bytes.unsigned(i) << (8 * i);
    }
    boolean negative = (bytes.get(last) & 0x80) != 0;
    return negative ? -(value & ~(0x80L << (8 * last))) : value;
  }
}
