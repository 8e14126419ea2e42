package cairn.ledger.chain;

import cairn.ledger.codec.BlockUndo;
import cairn.ledger.headers.HeaderEntry;
import cairn.primitives.Block;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that are connected while their scripts are still being checked, the oldest first.
 * Belongs to the chain thread.
 */
final class Connections {
  /**
   * How many inputs may be under way: enough to keep the workers busy while the chain thread
   * connects the next block, few enough to be undone soon if one fails.
   */
  private static final int MAX_INPUTS = 16_000;

  private static final int MAX_BLOCKS = 64;

  private final ArrayDeque<Connection> connections = new ArrayDeque<>();
  private int inputs;

  /** A block that is connected as far as its scripts. */
  record Connection(HeaderEntry entry, Block block, BlockUndo undo, ScriptChecks checks) {}

  void add(Connection connection) {
    connections.addLast(connection);
    inputs += connection.checks().inputs();
  }

  boolean isEmpty() {
    return connections.isEmpty();
  }

  /** Whether no more should be connected before one is settled. */
  boolean isFull() {
    return connections.size() >= MAX_BLOCKS || (inputs >= MAX_INPUTS && connections.size() > 1);
  }

  /** Whether the oldest one's scripts have been checked. */
  boolean isOldestDone() {
    var oldest = connections.peekFirst();
    return oldest != null && oldest.checks().isDone();
  }

  /** Takes the oldest one out; null if there is none. */
  @Nullable Connection removeOldest() {
    return removed(connections.pollFirst());
  }

  /** Takes the youngest one out; null if there is none. */
  @Nullable Connection removeYoungest() {
    return removed(connections.pollLast());
  }

  private @Nullable Connection removed(@Nullable Connection connection) {
    if (connection != null) {
      inputs -= connection.checks().inputs();
    }
    return connection;
  }
}
