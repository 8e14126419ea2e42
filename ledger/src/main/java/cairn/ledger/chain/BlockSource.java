package cairn.ledger.chain;

import cairn.ledger.blockfiles.BlockScanner;
import cairn.ledger.blockfiles.FilePosition;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file to look for blocks in. It is opened each time, as a long chain has thousands of them.
 *
 * @param number of a block file of the node's own; {@link #FOREIGN} for a file to copy blocks from
 */
record BlockSource(int number, Supplier<BlockScanner> opener) {
  static final int FOREIGN = -1;

  BlockScanner open() {
    return opener.get();
  }

  /** Where a block that begins at {@code offset} is stored; null if it is not, being elsewhere. */
  @Nullable FilePosition position(long offset) {
    return number == FOREIGN ? null : new FilePosition(number, offset);
  }
}
