package cairn.p2p.compact;

import cairn.p2p.wire.ShortIds;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the position in the block of a short id.
 *
 * <p>Whoever sends a compact block chooses its short ids, and could choose them so that they are
 * hard to tell apart. So the table gives up where many fall together; in an honest block of 16,000
 * transactions they do once in about a million times.
 */
final class ShortIdTable {
  private static final int NONE = -1;
  private static final int MAX_IN_BUCKET = 12;

  private final long[] ids;
  private final int mask;

  /** The first short id of each bucket, and after each the next one of its bucket. */
  private final int[] first;

  private final int[] next;

  ShortIdTable(ShortIds ids) {
    this.ids = IntStream.range(0, ids.size()).mapToLong(ids::get).toArray();
    int buckets = Math.max(1, Integer.highestOneBit(2 * ids.size() - 1));
    this.mask = buckets - 1;
    this.first = new int[buckets];
    this.next = new int[ids.size()];
    Arrays.fill(first, NONE);
  }

  /** Fills the table; false, if two short ids are equal, or too many fall together. */
  boolean fill() {
    for (int i = 0; i < next.length; i++) {
      int bucket = (int) ids[i] & mask;
      int inBucket = 1;
      for (int other = first[bucket]; other != NONE; other = next[other]) {
        if (ids[other] == ids[i] || ++inBucket > MAX_IN_BUCKET) {
          return false;
        }
      }
      next[i] = first[bucket];
      first[bucket] = i;
    }
    return true;
  }

  /** Which of the short ids this is; -1 for none. */
  int find(long shortId) {
    int at = first[(int) shortId & mask];
    while (at != NONE && ids[at] != shortId) {
      at = next[at];
    }
    return at;
  }
}
