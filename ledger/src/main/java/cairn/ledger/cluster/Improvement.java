package cairn.ledger.cluster;

import java.util.SplittableRandom;

/**
 * Makes a forest better until it is the best.
 *
 * <p>A link is cut whose top pays more than its bottom, any of them, and the two are merged with
 * what they then ought to be mined with; the result is never worse. The chunks take turns, and
 * chance decides among links, so that nobody can prepare a cluster for which this takes long.
 */
final class Improvement {
  private final SpanningForest forest;
  private final SplittableRandom random;
  private final Cost cost;
  private final SlotQueue queue;

  /** For a topological forest. */
  Improvement(SpanningForest forest, SplittableRandom random, Cost cost) {
    this.forest = forest;
    this.random = random;
    this.cost = cost;
    queue = new SlotQueue(forest.chunks(), random);
  }

  /** Returns whether the forest is the best, after as much work as may be done. */
  boolean run() {
    while (!queue.isEmpty() && cost.isLeft()) {
      int slot = queue.remove();
      // What waited may have become a link since.
      if (forest.isChunk(slot)) {
        improve(slot);
      }
    }
    return queue.isEmpty();
  }

  private void improve(int chunk) {
    long links = forest.linksToImprove(chunk);
    if (links == 0) {
      return;
    }
    int top = Bits.pick(links, random);
    forest.cut(top);
    if (forest.needs(top, chunk)) {
      // By another way, the top needs the bottom: they stay together.
      queue.add(forest.merge(chunk, top));
    } else {
      queue.add(forest.mergeUp(top));
      queue.add(forest.mergeDown(chunk));
    }
  }
}
