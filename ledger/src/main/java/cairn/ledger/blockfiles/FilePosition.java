package cairn.ledger.blockfiles;

/**
 * Where a block, or a block's undo data, begins; its frame stands before that.
 *
 * @param file the number in the file's name, from 0 on
 * @param offset bytes from the beginning of the file, at least {@link #MIN_OFFSET} and below 2^32
 */
public record FilePosition(int file, long offset) {
  /** The length of the frame before each block: the magic and the block's length. */
  public static final int MIN_OFFSET = 8;

  /**
   * The position with this offset.
   *
   * @param bits 32 bits without a sign, as {@link #bits} gives them
   */
  public static FilePosition ofBits(int file, int bits) {
    return new FilePosition(file, Integer.toUnsignedLong(bits));
  }

  /** The offset in 32 bits without a sign, for who keeps a million of them. */
  public int bits() {
    return (int) offset;
  }

  /** As Core logs it. */
  @Override
  public String toString() {
    return "FlatFilePos(nFile=%d, nPos=%d)".formatted(file, offset);
  }
}
