package cairn.ledger.coins;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import cairn.ledger.store.CoinKey;
import cairn.ledger.store.CoinStore;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The dirty records of a cache in the order of their keys, to be written to the store.
 *
 * <p>When a cache is full there is no memory to spare for putting millions of records in order. So
 * that is done in what the index has, which is made anew afterwards anyway. An entry of eight bytes
 * stands for a record: the first four bytes of the txid, then the address. Two passes over the
 * records distribute the entries over ranges of txids, which are then small enough to be sorted one
 * by one in an array.
 */
final class DirtyCoins {
  /** About how many records a range has: so few that they all stay near while it is written. */
  private static final int RANGE_SIZE = 4096;

  private static final int MAX_RANGES = 1 << 16;

  private final CoinRecords records;
  private final MemorySegment entries;
  private final int rangeShift;

  /** For each range, the place after its last entry. */
  private final int[] ends;

  private final ByteBuffer key = ByteBuffer.allocateDirect(CoinKey.MAX_LENGTH);
  private final ByteBuffer value = ByteBuffer.allocateDirect(CoinRecords.MAX_VALUE_LENGTH);

  /**
   * @param count how many records are dirty
   * @param memory for the entries: at least eight bytes for each dirty record
   */
  DirtyCoins(CoinRecords records, int count, MemorySegment memory) {
    this.records = records;
    this.entries = memory;
    int ranges = Math.clamp(Integer.highestOneBit(count / RANGE_SIZE), 2, MAX_RANGES);
    this.rangeShift = Long.SIZE - Integer.numberOfTrailingZeros(ranges);
    this.ends = new int[ranges];
    distribute();
  }

  private void distribute() {
    forEachDirty(address -> ends[range(address)]++);
    int start = 0;
    for (int i = 0; i < ends.length; i++) {
      int size = ends[i];
      ends[i] = start;
      start += size;
    }
    forEachDirty(address -> {
      long prefix = records.word(address, 0) & 0xffff_ffff_0000_0000L;
      entries.setAtIndex(
          JAVA_LONG, ends[range(address)]++, prefix | Integer.toUnsignedLong(address));
    });
  }

  private void forEachDirty(IntConsumer visitor) {
    records.forEach(address -> {
      if ((records.flags(address) & CoinRecords.DIRTY) != 0) {
        visitor.accept(address);
      }
    });
  }

  private int range(int address) {
    return (int) (records.word(address, 0) >>> rangeShift);
  }

  /** Hands every record to {@code change}. */
  void writeTo(CoinStore.Change change) {
    int start = 0;
    for (int end : ends) {
      var range = entries.asSlice(start * 8L, (end - start) * 8L).toArray(JAVA_LONG);
      sort(range);
      for (long entry : range) {
        write((int) entry, change);
      }
      start = end;
    }
  }

  private void write(int address, CoinStore.Change change) {
    key.clear();
    CoinKey.write(
        key,
        records.word(address, 0),
        records.word(address, 1),
        records.word(address, 2),
        records.word(address, 3),
        records.index(address));
    key.flip();
    if (records.isSpent(address)) {
      change.delete(key);
    } else {
      value.clear();
      records.copyValue(address, value);
      change.put(key, value.flip());
    }
  }

  /** Sorts by the first four bytes of the txid and, where these are equal, by the whole key. */
  private void sort(long[] range) {
    for (int i = 0; i < range.length; i++) {
      range[i] ^= Long.MIN_VALUE; // bytes have no sign
    }
    Arrays.sort(range);
    int start = 0;
    for (int i = 1; i <= range.length; i++) {
      if (i == range.length || prefix(range[i]) != prefix(range[start])) {
        sortByKey(range, start, i);
        start = i;
      }
    }
  }

  /** Most runs are the outputs of one transaction, and many of them in order already. */
  private void sortByKey(long[] range, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (compareKeys((int) range[i - 1], (int) range[i]) > 0) {
        var run = Arrays.stream(range, from, to).boxed().toArray(Long[]::new);
        Arrays.sort(run, (a, b) -> compareKeys(a.intValue(), b.intValue()));
        for (Long entry : run) {
          range[from++] = entry;
        }
        return;
      }
    }
  }

  private int compareKeys(int address, int other) {
    for (int i = 0; i < 4; i++) {
      int order = Long.compareUnsigned(records.word(address, i), records.word(other, i));
      if (order != 0) {
        return order;
      }
    }
    return Long.compare(records.index(address), records.index(other));
  }

  private static int prefix(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }
}
