package cairn.ledger.chain;

import cairn.ledger.blockfiles.FilePosition;
import cairn.ledger.headers.HeaderEntry;

/**
 * Part of a file that begins with a header, and so should hold that header's block. A long chain
 * has a million of these.
 *
 * @param offset of the first byte of the header
 * @param length in bytes, as the frame says; the block may end before that, or not be there at all
 */
record BlockRecord(BlockSource file, long offset, int length, HeaderEntry entry) {
  /** With its frame. */
  long framedLength() {
    return (long) FilePosition.MIN_OFFSET + length;
  }

  long end() {
    return offset + length;
  }
}
