package cairn.ledger.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Makes a linearization of a topological forest: its chunks by falling rate, the smaller first of
 * those that pay the same, then that whose last node comes first in a given order; and within each
 * chunk its nodes likewise. Nothing comes before what it needs.
 *
 * <p>Chunks and nodes are ranked once, and what may come next is a set of ranks, whose lowest is
 * the one to take.
 */
final class ForestOrder {
  private final SpanningForest forest;
  private final int[] nodeAt;
  private final int[] rankOf;
  private final int[] chunkAt;
  private final int[] order;
  private int length;
  private long done;

  ForestOrder(SpanningForest forest, Comparator<Integer> tieBreak) {
    this.forest = forest;
    var graph = forest.graph;
    nodeAt = ranked(graph.nodes(), by(graph::feeSize).thenComparing(tieBreak));
    rankOf = positions(nodeAt, graph.range());
    var last = new int[graph.range()];
    for (long left = forest.chunks(); left != 0; left = Bits.rest(left)) {
      last[Bits.first(left)] = lastOf(forest.members(Bits.first(left)), tieBreak);
    }
    Comparator<Integer> byLast = (a, b) -> tieBreak.compare(last[a], last[b]);
    chunkAt = ranked(forest.chunks(), by(forest::feeSize).thenComparing(byLast));
    order = new int[graph.count()];
  }

  Linearization linearization() {
    long waiting = Bits.below(chunkAt.length);
    while (waiting != 0) {
      long left = waiting;
      while (!Bits.within(forest.above(chunkAt[Bits.first(left)]), done)) {
        left = Bits.rest(left);
      }
      append(forest.members(chunkAt[Bits.first(left)]));
      waiting &= ~Bits.of(Bits.first(left));
    }
    return Linearization.of(order);
  }

  private void append(long chunk) {
    long ready = 0;
    for (long left = chunk; left != 0; left = Bits.rest(left)) {
      ready |= rankIfReady(Bits.first(left));
    }
    while (ready != 0) {
      int node = nodeAt[Bits.first(ready)];
      ready = Bits.rest(ready);
      order[length++] = node;
      done |= Bits.of(node);
      for (long left = forest.children[node] & chunk; left != 0; left = Bits.rest(left)) {
        ready |= rankIfReady(Bits.first(left));
      }
    }
  }

  private long rankIfReady(int node) {
    return Bits.within(forest.parents[node], done) ? Bits.of(rankOf[node]) : 0;
  }

  private static Comparator<Integer> by(IntFunction<FeeSize> feeSize) {
    Comparator<Integer> worseFirst =
        Comparator.comparing(feeSize::apply, FeeSize.BY_RATE_THEN_LARGER);
    return worseFirst.reversed();
  }

  private static int[] ranked(long set, Comparator<Integer> comparator) {
    var sorted = new Integer[Bits.count(set)];
    int count = 0;
    for (long left = set; left != 0; left = Bits.rest(left)) {
      sorted[count++] = Bits.first(left);
    }
    Arrays.sort(sorted, comparator);
    return Arrays.stream(sorted).mapToInt(Integer::intValue).toArray();
  }

  private static int[] positions(int[] ranked, int range) {
    var positions = new int[range];
    IntStream.range(0, ranked.length).forEach(rank -> positions[ranked[rank]] = rank);
    return positions;
  }

  private static int lastOf(long members, Comparator<Integer> tieBreak) {
    int last = Bits.first(members);
    for (long left = Bits.rest(members); left != 0; left = Bits.rest(left)) {
      if (tieBreak.compare(Bits.first(left), last) > 0) {
        last = Bits.first(left);
      }
    }
    return last;
  }
}
