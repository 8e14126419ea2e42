package cairn.ledger.coins;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import cairn.ledger.store.OutPointHash;
import cairn.primitives.Txid;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * The records of a cache of coins, packed one behind the other. Not thread-safe.
 *
 * <p>A record is two numbers of four bytes (its state and the length of its value; the output's
 * index), the four words of the txid, and the value, which is as {@link
 * cairn.ledger.codec.CoinCodec} writes it, filled up to a multiple of eight bytes. Its address
 * counts such units from the start, as an unsigned number of 32 bits, and is never zero.
 *
 * <p>The room of a record that is freed goes to the next one of the same size. {@link #compact}
 * gathers the room that remains.
 */
final class CoinRecords {
  /** Differs from what is stored, or may. */
  static final int DIRTY = 1;

  /** Nothing is stored for its outpoint, so that it can go without a trace. Never without DIRTY. */
  static final int FRESH = 2;

  /** The coin has been spent, which is not yet stored. It has no value. Never without DIRTY. */
  static final int SPENT = 4;

  /** No record any more, but room for one; in place of a length it has how many units. */
  private static final int FREE = 8;

  private static final int UNIT = 8;

  // Where the parts of a record are, in bytes from its start.
  private static final int INDEX = 4;
  private static final int TXID = 8;
  private static final int VALUE = 40;

  /** How many bytes a record without a value takes. */
  static final int MIN_BYTES = VALUE;

  /** More than any value has: a script of 10,000 bytes and three numbers. */
  static final int MAX_VALUE_LENGTH = 10_100;

  private static final int LENGTH_MASK = 0xffff;
  private static final int FLAGS_SHIFT = 16;
  private static final int FIRST = 1;

  /** As far as addresses reach. */
  static final long MAX_BYTES = (1L << Integer.SIZE) * UNIT;

  /** As much as a small chain needs; one that outgrows it gets all there may be. */
  private static final long SMALL_BYTES = 1 << 20;

  private final long maxBytes;
  private final Arena arena;
  private MemorySegment memory;
  private long top = FIRST;

  /**
   * For each number of units, the first room of that size; its index is the address of the next.
   */
  private final int[] freed = new int[units(MAX_VALUE_LENGTH) + 1];

  private long freedUnits;

  /**
   * @param maxBytes the most that the records may take, up to {@link #MAX_BYTES}
   * @param arena gives the memory
   */
  CoinRecords(long maxBytes, Arena arena) {
    this.maxBytes = maxBytes;
    this.arena = arena;
    this.memory = NativeMemory.allocate(Math.min(SMALL_BYTES, maxBytes), arena);
  }

  /** How many bytes are taken, room that was freed included. */
  long usedBytes() {
    return top * UNIT;
  }

  /** How many of {@link #usedBytes} are room that was freed. */
  long freedBytes() {
    return freedUnits * UNIT;
  }

  /**
   * Makes a record.
   *
   * @param flags {@link #DIRTY} and so on
   * @param value its first {@code length} bytes are the value
   * @return its address
   */
  int add(Txid txid, int index, int flags, byte[] value, int length) {
    int address = allocate(units(length));
    long at = offset(address);
    memory.set(JAVA_INT, at, flags << FLAGS_SHIFT | length);
    memory.set(JAVA_INT, at + INDEX, index);
    memory.set(JAVA_LONG, at + TXID, txid.w0());
    memory.set(JAVA_LONG, at + TXID + 8, txid.w1());
    memory.set(JAVA_LONG, at + TXID + 16, txid.w2());
    memory.set(JAVA_LONG, at + TXID + 24, txid.w3());
    MemorySegment.copy(value, 0, memory, JAVA_BYTE, at + VALUE, length);
    return address;
  }

  /** Whether the record is of this output. */
  boolean isOf(int address, Txid txid, int index) {
    long at = offset(address);
    return memory.get(JAVA_LONG, at + TXID) == txid.w0()
        && memory.get(JAVA_LONG, at + TXID + 8) == txid.w1()
        && memory.get(JAVA_LONG, at + TXID + 16) == txid.w2()
        && memory.get(JAVA_LONG, at + TXID + 24) == txid.w3()
        && memory.get(JAVA_INT, at + INDEX) == index;
  }

  int hash(int address, OutPointHash hash) {
    return hash.of(
        word(address, 0), word(address, 1), word(address, 2), word(address, 3), index(address));
  }

  /** Word {@code number}, 0 to 3, of the txid. */
  long word(int address, int number) {
    return memory.get(JAVA_LONG, offset(address) + TXID + number * 8L);
  }

  /** The output's index, 0 to 2^32 - 1. */
  long index(int address) {
    return Integer.toUnsignedLong(memory.get(JAVA_INT, offset(address) + INDEX));
  }

  int flags(int address) {
    return memory.get(JAVA_INT, offset(address)) >>> FLAGS_SHIFT;
  }

  boolean isSpent(int address) {
    return (flags(address) & SPENT) != 0;
  }

  /** The height at which the coin was made; it must not be spent. */
  int height(int address) {
    long at = offset(address) + VALUE;
    long code = 0;
    for (byte next = memory.get(JAVA_BYTE, at); ; next = memory.get(JAVA_BYTE, ++at)) {
      code = (code << 7) | (next & 0x7f);
      if (next >= 0) {
        return (int) (code >>> 1);
      }
      code++;
    }
  }

  /** How many bytes the record takes. */
  int bytes(int address) {
    return units(valueLength(address)) * UNIT;
  }

  /** The value, in an array of its own. */
  byte[] value(int address) {
    var value = new byte[valueLength(address)];
    MemorySegment.copy(memory, JAVA_BYTE, offset(address) + VALUE, value, 0, value.length);
    return value;
  }

  /** Writes the value at the position of {@code out}. */
  void copyValue(int address, ByteBuffer out) {
    int length = valueLength(address);
    MemorySegment.copy(memory, offset(address) + VALUE, MemorySegment.ofBuffer(out), 0, length);
    out.position(out.position() + length);
  }

  /** Reads the value's last byte, so that all of the record is near when it is needed. */
  int touch(int address) {
    return memory.get(JAVA_BYTE, offset(address) + VALUE - 1 + valueLength(address));
  }

  private int valueLength(int address) {
    return memory.get(JAVA_INT, offset(address)) & LENGTH_MASK;
  }

  /** Gives the room of a record to others. */
  void free(int address) {
    int units = units(valueLength(address));
    memory.set(JAVA_INT, offset(address), FREE << FLAGS_SHIFT | units);
    memory.set(JAVA_INT, offset(address) + INDEX, freed[units]);
    freed[units] = address;
    freedUnits += units;
  }

  /** Calls {@code visitor} with the address of each record, from the first to the last. */
  void forEach(IntConsumer visitor) {
    for (long at = FIRST; at < top; ) {
      int address = (int) at;
      at += unitsAt(address);
      if ((flags(address) & FREE) == 0) {
        visitor.accept(address);
      }
    }
  }

  /**
   * Moves the records that {@code keeps} accepts together at the front, in their order, and drops
   * the others. Addresses change.
   */
  void compact(IntPredicate keeps) {
    long to = FIRST;
    for (long from = FIRST; from < top; ) {
      int address = (int) from;
      int units = unitsAt(address);
      if ((flags(address) & FREE) == 0 && keeps.test(address)) {
        if (to != from) {
          MemorySegment.copy(memory, from * UNIT, memory, to * UNIT, (long) units * UNIT);
        }
        to += units;
      }
      from += units;
    }
    top = to;
    Arrays.fill(freed, 0);
    freedUnits = 0;
  }

  void setFlags(int address, int flags) {
    memory.set(JAVA_INT, offset(address), flags << FLAGS_SHIFT | valueLength(address));
  }

  private int allocate(int units) {
    int address = freed[units];
    if (address != 0) {
      freed[units] = memory.get(JAVA_INT, offset(address) + INDEX);
      freedUnits -= units;
      return address;
    }
    address = (int) top;
    top += units;
    if (usedBytes() > memory.byteSize()) {
      grow();
    }
    return address;
  }

  private void grow() {
    if (usedBytes() > maxBytes) {
      throw new OutOfMemoryError("the coins would take more than " + maxBytes + " bytes");
    }
    var larger = NativeMemory.allocate(maxBytes, arena);
    MemorySegment.copy(memory, 0, larger, 0, memory.byteSize());
    memory = larger;
  }

  private int unitsAt(int address) {
    int length = valueLength(address);
    return (flags(address) & FREE) != 0 ? length : units(length);
  }

  private static int units(int valueLength) {
    return (VALUE + valueLength + UNIT - 1) / UNIT;
  }

  private static long offset(int address) {
    return Integer.toUnsignedLong(address) * UNIT;
  }
}
