package cairn.ledger.cluster;

import java.util.List;

/**
 * What a miner can have at most for each size: the fees of chunks over their sizes, the best first,
 * with straight lines between, and flat behind the last.
 *
 * @param chunks by falling rates; the sums of their fees and sizes have to fit into a {@code long}
 */
public record Diagram(List<FeeSize> chunks) {
  /** How one diagram lies to another. */
  public enum Comparison {
    /** Higher somewhere, lower nowhere. */
    BETTER,
    /** Lower somewhere, higher nowhere. */
    WORSE,
    /** The same everywhere, however it is cut into chunks. */
    EQUAL,
    /** Higher at one size and lower at another. */
    INCOMPARABLE;

    private static Comparison of(boolean higher, boolean lower) {
      if (higher) {
        return lower ? INCOMPARABLE : BETTER;
      }
      return lower ? WORSE : EQUAL;
    }
  }

  public Diagram {
    chunks = chunks.stream().filter(chunk -> !chunk.isNone()).toList();
    for (int i = 1; i < chunks.size(); i++) {
      if (chunks.get(i).paysMoreThan(chunks.get(i - 1))) {
        throw new IllegalArgumentException("chunk " + i + " pays more than the one before");
      }
    }
  }

  /** Of the chunks of any number of clusters, in any order. */
  public static Diagram ofAll(List<FeeSize> chunks) {
    return new Diagram(chunks.stream().sorted(FeeSize.BY_RATE.reversed()).toList());
  }

  /** Of a linearization. */
  public static Diagram of(DependencyGraph graph, Linearization linearization) {
    return new Diagram(Chunk.of(graph, linearization).stream().map(Chunk::feeSize).toList());
  }

  /** Says whether this one is better or worse than the other (Core's CompareChunks). */
  public Comparison compare(Diagram other) {
    var mine = new Walk(chunks);
    var others = new Walk(other.chunks);
    boolean higher = false;
    boolean lower = false;
    // Lines differ most where one of them bends, so it is enough to look there.
    while (!(mine.isFlat() && others.isFlat()) && !(higher && lower)) {
      long size = Math.min(mine.nextBend(), others.nextBend());
      int difference = mine.compareAt(size, others);
      higher |= difference > 0;
      lower |= difference < 0;
      mine.goTo(size);
      others.goTo(size);
    }
    return Comparison.of(higher, lower);
  }

  /** A place on a diagram, at one of its bends, and the line that goes on from there. */
  private static final class Walk {
    private final List<FeeSize> chunks;
    private int passed;
    private long fee;
    private long size;

    Walk(List<FeeSize> chunks) {
      this.chunks = chunks;
    }

    boolean isFlat() {
      return passed == chunks.size();
    }

    long nextBend() {
      return isFlat() ? Long.MAX_VALUE : size + chunks.get(passed).size();
    }

    /** Passes the next bend if that is at this size. */
    void goTo(long reached) {
      if (nextBend() == reached) {
        fee += chunks.get(passed).fee();
        size = reached;
        passed++;
      }
    }

    /** Compares the heights at a size where at least one of the two has its next bend. */
    int compareAt(long at, Walk other) {
      if (nextBend() != at) {
        return -other.compareAt(at, this);
      }
      var chunk = chunks.get(passed);
      // Seen from the other's last bend: does this one's next bend lie above its line?
      return FeeSize.compareRates(
          fee + chunk.fee() - other.fee, at - other.size, other.lineFee(), other.lineSize());
    }

    private long lineFee() {
      return isFlat() ? 0 : chunks.get(passed).fee();
    }

    private long lineSize() {
      return isFlat() ? 1 : chunks.get(passed).size();
    }
  }
}
