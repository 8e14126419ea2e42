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

  /** As Core logs it. */
  @Override
  public String toString() {
    return "FlatFilePos(nFile=%d, nPos=%d)".formatted(file, offset);
  }
}
