package cairn.ledger.cluster;

import java.util.SplittableRandom;

/**
 * Makes a forest topological, in which each node is a chunk still.
 *
 * <p>Where no order is known to start from, chunks take turns to be joined with one other each. So
 * they grow evenly, and their trees stay bushy: from there the best is found with much less work
 * than from an order that was loaded, such as one by rates.
 */
final class Settlement {
  private final SpanningForest forest;
  private final SplittableRandom random;
  private final SlotQueue queue;

  /** The chunks that were merged, and so have to be tried both ways. */
  private long merged;

  Settlement(SpanningForest forest, SplittableRandom random) {
    this.forest = forest;
    this.random = random;
    queue = new SlotQueue(forest.chunks(), random);
  }

  /** Makes a forest topological that is no worse than a topological order of all its nodes. */
  static void follow(Linearization order, SpanningForest forest) {
    for (int i = 0; i < order.length(); i++) {
      forest.mergeUp(forest.chunkOf(order.node(i)));
    }
  }

  void run() {
    // Of two chunks that have to be merged, one or the other notices by looking one way alone.
    boolean wayOfAll = random.nextBoolean();
    while (!queue.isEmpty()) {
      int slot = queue.remove();
      if (!forest.isChunk(slot)) {
        continue;
      }
      if (!Bits.has(merged, slot)) {
        merge(slot, wayOfAll);
      } else {
        boolean up = random.nextBoolean();
        if (!merge(slot, up)) {
          merge(slot, !up);
        }
      }
    }
  }

  private boolean merge(int chunk, boolean up) {
    int joined = up ? forest.joinAbove(chunk) : forest.joinBelow(chunk);
    if (joined == SpanningForest.NONE) {
      return false;
    }
    merged |= Bits.of(joined);
    queue.add(joined);
    return true;
  }
}
