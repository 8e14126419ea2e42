package cairn.p2p.addresses;

import org.jspecify.annotations.Nullable;

/** The places of a table, and who stands there. */
final class Places {
  private final @Nullable AddressEntry[] entries;
  private final int[] inBucket;

  Places(Table table) {
    entries = new AddressEntry[table.size()];
    inBucket = new int[table.buckets()];
  }

  @Nullable AddressEntry at(int place) {
    return entries[place];
  }

  /** How many places of this bucket are taken. */
  int inBucket(int bucket) {
    return inBucket[bucket];
  }

  /** Gives a place to {@code entry}, or to nobody. */
  void put(int place, @Nullable AddressEntry entry) {
    int before = entries[place] == null ? 0 : 1;
    int after = entry == null ? 0 : 1;
    entries[place] = entry;
    inBucket[place / Table.BUCKET_SIZE] += after - before;
  }
}
