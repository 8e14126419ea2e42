package cairn.p2p.sync;

import java.util.Arrays;

/** A queue of bits. */
final class BitQueue {
  private long[] words = new long[8];
  private long added;
  private long removed;

  long size() {
    return added - removed;
  }

  void add(boolean bit) {
    int index = Math.toIntExact(added / Long.SIZE);
    if (index == words.length) {
      words = Arrays.copyOf(words, 2 * words.length);
    }
    if (bit) {
      words[index] |= 1L << added; // a shift takes the distance modulo 64
    }
    added++;
  }

  boolean remove() {
    boolean bit = (words[Math.toIntExact(removed / Long.SIZE)] >>> removed & 1) == 1;
    removed++;
    return bit;
  }
}
