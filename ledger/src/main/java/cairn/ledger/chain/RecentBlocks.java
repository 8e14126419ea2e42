package cairn.ledger.chain;

import cairn.ledger.headers.HeaderEntry;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that have just been stored and wait to be connected, so that they need not be read again.
 * There is room for few; the lowest are kept. Belongs to the chain thread.
 */
final class RecentBlocks {
  /** How long all of them are together, at most; a parsed block takes some five times as much. */
  private static final long MAX_BYTES = 16 << 20;

  private final TreeMap<HeaderEntry, PreparedBlock> blocks =
      new TreeMap<>(
          Comparator.comparingInt(HeaderEntry::height)
              .thenComparing(entry -> entry.hash().bytes()));

  private long bytes;

  void add(HeaderEntry entry, PreparedBlock block) {
    if (blocks.putIfAbsent(entry, block) != null) {
      return;
    }
    bytes += block.block().totalSize();
    while (bytes > MAX_BYTES) {
      bytes -= blocks.pollLastEntry().getValue().block().totalSize();
    }
  }

  /** Whether another block of common size would drive one out. */
  boolean isFull() {
    return bytes > MAX_BYTES * 3 / 4;
  }

  /** Takes a block out; null if it is not here. */
  @Nullable PreparedBlock take(HeaderEntry entry) {
    var block = blocks.remove(entry);
    if (block != null) {
      bytes -= block.block().totalSize();
    }
    return block;
  }

  /** Forgets the blocks of this height and below, as the chain has got there another way. */
  void forgetUpTo(int height) {
    while (!blocks.isEmpty() && blocks.firstKey().height() <= height) {
      bytes -= blocks.pollFirstEntry().getValue().block().totalSize();
    }
  }
}
