package cairn.p2p.sync;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.MerkleRoot;
import java.util.Arrays;

/**
 * A queue of headers that follow each other, in 48 bytes each: none holds the hash of the one
 * before it.
 */
final class PackedHeaders {
  private static final int WORDS = 6;
  private static final int START_CAPACITY = 2_048;

  private long[] words = new long[START_CAPACITY * WORDS];
  private int first;
  private int size;
  private BlockHash beforeFirst;
  private BlockHash last;
  private long lastBits;

  /**
   * An empty queue.
   *
   * @param before the hash of the block that the first header follows
   * @param bits of that block
   */
  PackedHeaders(BlockHash before, long bits) {
    this.beforeFirst = before;
    this.last = before;
    this.lastBits = bits;
  }

  int size() {
    return size;
  }

  /** The hash of the last header, or of the block that the first is to follow. */
  BlockHash last() {
    return last;
  }

  /** The bits of the last header, or of the block that the first is to follow. */
  long lastBits() {
    return lastBits;
  }

  /** Adds a header, which follows {@link #last}. */
  void add(BlockHeader header, BlockHash hash) {
    int capacity = words.length / WORDS;
    if (size == capacity) {
      grow(capacity);
      capacity *= 2;
    }
    int at = (first + size) % capacity * WORDS;
    var root = header.merkleRoot();
    words[at] = root.w0();
    words[at + 1] = root.w1();
    words[at + 2] = root.w2();
    words[at + 3] = root.w3();
    words[at + 4] = (long) header.version() << Integer.SIZE | header.time();
    words[at + 5] = header.bits() << Integer.SIZE | header.nonce();
    size++;
    last = hash;
    lastBits = header.bits();
  }

  /** Takes the first header out. */
  BlockHeader remove() {
    int at = first * WORDS;
    var header =
        new BlockHeader(
            (int) (words[at + 4] >> Integer.SIZE),
            beforeFirst,
            new MerkleRoot(words[at], words[at + 1], words[at + 2], words[at + 3]),
            words[at + 4] & 0xffffffffL,
            words[at + 5] >>> Integer.SIZE,
            words[at + 5] & 0xffffffffL);
    first = (first + 1) % (words.length / WORDS);
    size--;
    beforeFirst = size == 0 ? last : header.hash();
    return header;
  }

  private void grow(int capacity) {
    var larger = Arrays.copyOf(words, 2 * words.length);
    int toEnd = (capacity - first) * WORDS;
    System.arraycopy(words, first * WORDS, larger, 0, toEnd);
    System.arraycopy(words, 0, larger, toEnd, first * WORDS);
    words = larger;
    first = 0;
  }
}
