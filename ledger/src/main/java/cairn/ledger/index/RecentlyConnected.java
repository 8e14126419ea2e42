package cairn.ledger.index;

import cairn.ledger.IndexedBlock;
import cairn.primitives.Block;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The last blocks that were connected, so that they need not be read from disk. There are only as
 * many as who takes them may be late by in usual times. Thread-safe.
 */
final class RecentlyConnected {
  private static final int MAX_BLOCKS = 8;
  private static final int MAX_BYTES = 8 << 20;

  private final Deque<Entry> entries = new ArrayDeque<>();
  private int bytes;

  private record Entry(IndexedBlock block, Block contents) {}

  synchronized void add(IndexedBlock block, Block contents) {
    entries.addLast(new Entry(block, contents));
    bytes += contents.totalSize();
    while (entries.size() > MAX_BLOCKS || bytes > MAX_BYTES) {
      bytes -= entries.removeFirst().contents().totalSize();
    }
  }

  /** What is in {@code block}, if it is still here; it and those before it are not, afterwards. */
  synchronized @Nullable Block take(IndexedBlock block) {
    for (var entry : entries) {
      if (entry.block().equals(block)) {
        while (!entries.getFirst().equals(entry)) {
          bytes -= entries.removeFirst().contents().totalSize();
        }
        return entry.contents();
      }
    }
    return null;
  }
}
