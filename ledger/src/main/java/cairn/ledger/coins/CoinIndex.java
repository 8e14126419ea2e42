package cairn.ledger.coins;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import cairn.ledger.store.OutPointHash;
import cairn.primitives.Txid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Finds records by their outpoint: a hash table with open addressing. Not thread-safe.
 *
 * <p>A slot is empty, which is zero, or holds the outpoint's hash in its upper half and the
 * record's address in the lower. A record is in the slot that the top bits of its hash name or, if
 * taken, in one soon after, with no empty slot between. Only records whose whole hash agrees are
 * looked at, and moving slots takes no look at all.
 */
final class CoinIndex implements AutoCloseable {
  /** Returned for an outpoint that is not there. */
  static final int NONE = -1;

  private static final int SLOT = Long.BYTES;
  private static final int MIN_BITS = 12;

  private final CoinRecords records;
  private Arena arena;
  private MemorySegment slots;
  private int bits = MIN_BITS;
  private int size;

  CoinIndex(CoinRecords records) {
    this.records = records;
    this.arena = Arena.ofShared();
    this.slots = NativeMemory.allocate(bytes(bits), arena);
  }

  /** How many records it finds. */
  int size() {
    return size;
  }

  /** How many bytes it takes. */
  long bytes() {
    return slots.byteSize();
  }

  /** How many bytes it takes, at worst, while it comes to find this many records. */
  long bytesWhileReaching(int records) {
    int needed = bits;
    while (records > maxSize(needed)) {
      needed++;
    }
    return needed == bits ? bytes() : bytes(needed) + bytes(needed - 1);
  }

  /** The slot of a record, or {@link #NONE}. It holds until the next change. */
  int find(int hash, Txid txid, int index) {
    for (int slot = home(hash); ; slot = next(slot)) {
      long entry = get(slot);
      if (entry == 0) {
        return NONE;
      }
      if (hash(entry) == hash && records.isOf((int) entry, txid, index)) {
        return slot;
      }
    }
  }

  /** The address of the record in {@code slot}. */
  int address(int slot) {
    return (int) get(slot);
  }

  /** Reads where the search for {@code hash} begins, so that it is near when it is needed. */
  long touch(int hash) {
    return get(home(hash));
  }

  /** Puts in a record whose outpoint is not there. */
  void insert(int hash, int address) {
    if (size == maxSize(bits)) {
      grow();
    }
    place(entry(hash, address));
    size++;
  }

  /** Puts another record of the same outpoint in {@code slot}. */
  void replace(int slot, int address) {
    set(slot, entry(hash(get(slot)), address));
  }

  /** Empties {@code slot} and moves what comes after it closer to where it belongs. */
  void remove(int slot) {
    int hole = slot;
    for (int at = next(slot); get(at) != 0; at = next(at)) {
      int distance = at - home(hash(get(at))) & mask();
      if (distance >= (at - hole & mask())) {
        set(hole, get(at));
        hole = at;
      }
    }
    set(hole, 0);
    size--;
  }

  /**
   * The memory of the slots, for another use: it holds at least eight bytes for each record. The
   * index finds nothing until {@link #rebuild}.
   */
  MemorySegment lendMemory() {
    return slots;
  }

  /** Puts in all records there are, and nothing else. */
  void rebuild(OutPointHash hash) {
    slots.fill((byte) 0);
    size = 0;
    records.forEach(address -> insert(records.hash(address, hash), address));
  }

  @Override
  public void close() {
    arena.close();
  }

  private void grow() {
    var old = slots;
    var oldArena = arena;
    bits++;
    arena = Arena.ofShared();
    slots = NativeMemory.allocate(bytes(bits), arena);
    for (long at = 0; at < old.byteSize(); at += SLOT) {
      long entry = old.get(JAVA_LONG, at);
      if (entry != 0) {
        place(entry);
      }
    }
    oldArena.close();
  }

  private void place(long entry) {
    int slot = home(hash(entry));
    while (get(slot) != 0) {
      slot = next(slot);
    }
    set(slot, entry);
  }

  private static long entry(int hash, int address) {
    return (long) hash << Integer.SIZE | Integer.toUnsignedLong(address);
  }

  private static int hash(long entry) {
    return (int) (entry >>> Integer.SIZE);
  }

  private int home(int hash) {
    return hash >>> (Integer.SIZE - bits);
  }

  private int next(int slot) {
    return (slot + 1) & mask();
  }

  private int mask() {
    return (1 << bits) - 1;
  }

  private long get(int slot) {
    return slots.get(JAVA_LONG, (long) slot * SLOT);
  }

  private void set(int slot, long entry) {
    slots.set(JAVA_LONG, (long) slot * SLOT, entry);
  }

  private static long bytes(int bits) {
    return (long) SLOT << bits;
  }

  /** Three quarters: with more, the way to an empty slot gets long. */
  private static int maxSize(int bits) {
    return 3 << (bits - 2);
  }
}
