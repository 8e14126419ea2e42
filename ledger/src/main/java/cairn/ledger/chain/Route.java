package cairn.ledger.chain;

import cairn.ledger.headers.HeaderEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;

/**
 * The way up from the tip to a target, with the next blocks on it being made ready. Belongs to the
 * chain thread.
 */
final class Route {
  private final ReadAhead<HeaderEntry> blocks;
  private HeaderEntry target;

  /** The last block that {@link #next} has given, or the one where the way begins. */
  private HeaderEntry reached;

  /**
   * @param from an ancestor of {@code target}
   * @param reader begins to read a block
   */
  Route(
      HeaderEntry from,
      HeaderEntry target,
      Function<HeaderEntry, ReadAhead.Task<HeaderEntry>> reader,
      CoinsAhead coins,
      StageTimes times) {
    this.reached = from;
    this.target = target;
    this.blocks = new ReadAhead<>(coins, times, new Tasks(from.height() + 1, reader));
  }

  /** Whether this is the way from {@code tip} to {@code newTarget} too; it ends there then. */
  boolean leadsOn(HeaderEntry tip, HeaderEntry newTarget) {
    if (reached != tip || !target.isAncestorOf(newTarget)) {
      return false;
    }
    target = newTarget;
    return true;
  }

  /** Waits for the next block; there must be one before the target or there. */
  ReadAhead.Ready<HeaderEntry> next() {
    var ready = Objects.requireNonNull(blocks.next(), "the target is not reached");
    reached = ready.subject();
    return ready;
  }

  private final class Tasks implements Iterator<ReadAhead.Task<HeaderEntry>> {
    private final Function<HeaderEntry, ReadAhead.Task<HeaderEntry>> reader;
    private int height;

    Tasks(int height, Function<HeaderEntry, ReadAhead.Task<HeaderEntry>> reader) {
      this.height = height;
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      return height <= target.height();
    }

    @Override
    public ReadAhead.Task<HeaderEntry> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return reader.apply(target.ancestor(height++));
    }
  }
}
