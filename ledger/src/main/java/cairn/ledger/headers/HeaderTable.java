package cairn.ledger.headers;

import cairn.primitives.BlockHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds an entry by its hash: a hash table whose entries are their own keys, with open addressing,
 * so that it costs a reference or two for each.
 *
 * <p>One thread adds; any thread may look up meanwhile, without a lock. Entries are never removed,
 * and a slot is published only with a finished entry in it, so a reader finds every entry that was
 * added before it began to look, and perhaps some that came after.
 */
final class HeaderTable {
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(HeaderEntry[].class);
  private static final int FIRST_CAPACITY = 1 << 10;

  private volatile @Nullable HeaderEntry[] slots = new HeaderEntry[FIRST_CAPACITY];
  private volatile int size;

  int size() {
    return size;
  }

  @Nullable HeaderEntry get(BlockHash hash) {
    var table = slots;
    int mask = table.length - 1;
    for (int i = slot(hash.w0(), mask); ; i = (i + 1) & mask) {
      var entry = (HeaderEntry) SLOT.getAcquire(table, i);
      if (entry == null || entry.hasHash(hash)) {
        return entry;
      }
    }
  }

  /** Adds an entry whose hash is not in the table yet. */
  void add(HeaderEntry entry) {
    var table = slots;
    int count = size + 1;
    if (count > table.length / 2) {
      table = grown(table);
      slots = table;
    }
    put(table, entry);
    size = count;
  }

  /** Hands over every entry, in no order. */
  void forEach(Consumer<? super HeaderEntry> action) {
    var table = slots;
    for (int i = 0; i < table.length; i++) {
      var entry = (HeaderEntry) SLOT.getAcquire(table, i);
      if (entry != null) {
        action.accept(entry);
      }
    }
  }

  private static @Nullable HeaderEntry[] grown(@Nullable HeaderEntry[] table) {
    var larger = new HeaderEntry[2 * table.length];
    for (var entry : table) {
      if (entry != null) {
        put(larger, entry);
      }
    }
    return larger;
  }

  private static void put(@Nullable HeaderEntry[] table, HeaderEntry entry) {
    int mask = table.length - 1;
    int i = slot(entry.hash().w0(), mask);
    while (table[i] != null) {
      i = (i + 1) & mask;
    }
    SLOT.setRelease(table, i, entry);
  }

  /** The first word of a hash is its least significant: as good as random, proof of work or not. */
  private static int slot(long word, int mask) {
    return (int) word & mask;
  }
}
