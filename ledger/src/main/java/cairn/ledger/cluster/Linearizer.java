package cairn.ledger.cluster;

import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * Finds the best linearization of a cluster, by the spanning-forest algorithm of Core's Linearize
 * and then, as everywhere in Core, by {@link PostLinearizer}.
 *
 * <p>The work is bounded, since some clusters take long. Given an earlier order, the result is
 * never worse than that one. An earlier order that was the best, or nearly so, also makes the work
 * shorter; a poor one makes it longer than none. Thread-safe if the tie-break is.
 */
public final class Linearizer {
  /** For how much Core works on a cluster at once when it needs a linearization. */
  public static final long ACCEPTABLE_COST = 75_000;

  /**
   * What was found.
   *
   * @param linearization of all nodes, topological
   * @param optimal whether it is known to be the best, with chunks that cannot be divided further.
   *     Then it is the same for any seed, and any earlier order.
   * @param cost what was spent, in steps of about a nanosecond
   */
  public record Result(Linearization linearization, boolean optimal, long cost) {}

  private final Comparator<Integer> tieBreak;

  /**
   * Makes linearizations in which nodes that pay the same fee for the same size, and chunks
   * likewise, come in a given order.
   *
   * @param tieBreak lower nodes come first; only equal nodes may be equal to it
   */
  public Linearizer(Comparator<Integer> tieBreak) {
    this.tieBreak = tieBreak;
  }

  /** As the other, from nothing. */
  public Result linearize(DependencyGraph graph, long seed, long maxCost) {
    return linearize(graph, Linearization.EMPTY, seed, maxCost);
  }

  /**
   * Makes a linearization that is no worse than an earlier one.
   *
   * @param earlier an order to start from. If it is not topological, or not of all nodes, what
   *     {@link Linearization#completed} makes of it is.
   * @param seed for the choices that are left to chance. Nobody else may know it, or they could
   *     prepare clusters that take long.
   * @param maxCost when to stop. The last step may exceed it by some thousands; to make an order at
   *     all takes some ten thousands for 64 nodes, whatever the bound.
   */
  public Result linearize(DependencyGraph graph, Linearization earlier, long seed, long maxCost) {
    if (graph.count() < 2) {
      return new Result(earlier.completed(graph), true, 0);
    }
    var random = new SplittableRandom(seed);
    var cost = new Cost(maxCost);
    var forest = new SpanningForest(graph, random, cost);
    if (earlier.length() == 0) {
      new Settlement(forest, random).run();
    } else {
      Settlement.follow(earlier.completed(graph), forest);
    }
    boolean optimal =
        new Improvement(forest, random, cost).run() && new Division(forest, random, cost).run();
    var found = new ForestOrder(forest, tieBreak).linearization();
    return new Result(PostLinearizer.improve(graph, found), optimal, cost.spent());
  }
}
