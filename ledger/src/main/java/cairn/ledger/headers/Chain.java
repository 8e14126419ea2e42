package cairn.ledger.headers;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The way from the genesis block to one entry, by height. A snapshot: it never changes, so any
 * thread may keep one for as long as it needs it.
 *
 * <p>{@link #with} and {@link #withoutTip} give the next snapshot. Most of the time that shares the
 * array of this one and only adds an entry behind its end, where no older snapshot looks; the array
 * is copied when it is full, or when a branch replaces another. Only one thread may call these two.
 */
public final class Chain implements ActiveChain {
  private final Line line;
  private final int height;

  private Chain(Line line, int height) {
    this.line = line;
    this.height = height;
  }

  /** The chain that ends with {@code tip}. */
  public static Chain to(HeaderEntry tip) {
    var line = new Line(new HeaderEntry[Math.max(1024, 2 * tip.height())], tip.height() + 1);
    @Nullable HeaderEntry entry = tip;
    while (entry != null) {
      line.entries[entry.height()] = entry;
      entry = entry.previous();
    }
    return new Chain(line, tip.height());
  }

  @Override
  public HeaderEntry genesis() {
    return line.entries[0];
  }

  @Override
  public HeaderEntry tip() {
    return line.entries[height];
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public @Nullable HeaderEntry at(int height) {
    return height < 0 || height > this.height ? null : line.entries[height];
  }

  @Override
  public boolean contains(IndexedBlock block) {
    return at(block.height()) == block;
  }

  @Override
  public @Nullable HeaderEntry next(IndexedBlock block) {
    return contains(block) ? at(block.height() + 1) : null;
  }

  @Override
  public HeaderEntry fork(IndexedBlock block) {
    return tip().lastCommonAncestor(block);
  }

  @Override
  public @Nullable HeaderEntry earliestAtLeast(long time, int height) {
    int low = Math.max(height, 0);
    int high = this.height + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (line.entries[middle].maxTime() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return at(low);
  }

  /**
   * The chain with one more entry.
   *
   * @throws IllegalArgumentException unless {@code next} comes after the tip
   */
  public Chain with(HeaderEntry next) {
    if (next.previous() != tip()) {
      throw new IllegalArgumentException(next + " does not come after " + tip());
    }
    return new Chain(line.with(next), height + 1);
  }

  /**
   * The chain without its tip.
   *
   * @throws IllegalStateException if that is the genesis block
   */
  public Chain withoutTip() {
    if (height == 0) {
      throw new IllegalStateException("a chain begins with its genesis block");
    }
    return new Chain(line, height - 1);
  }

  @Override
  public String toString() {
    return tip().toString();
  }

  /** An array that several chains share: each looks at the entries up to its own height. */
  private static final class Line {
    final HeaderEntry[] entries;
    int used;

    Line(HeaderEntry[] entries, int used) {
      this.entries = entries;
      this.used = used;
    }

    /** The line with {@code next} at its height: this one, unless another has that place. */
    Line with(HeaderEntry next) {
      int height = next.height();
      if (height < used && entries[height] == next) {
        return this;
      }
      if (height == used && height < entries.length) {
        entries[height] = next;
        used++;
        return this;
      }
      var copy = Arrays.copyOf(entries, Math.max(entries.length, 2 * height));
      copy[height] = next;
      return new Line(copy, height + 1);
    }
  }
}
