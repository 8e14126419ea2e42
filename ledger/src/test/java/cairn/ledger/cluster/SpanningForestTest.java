package cairn.ledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanningForestTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void keepsItsSetsRightThroughCutsAndMerges(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      var graph = Clusters.scattered(2 + random.nextInt(31), random);
      var forest = forest(graph, seed);
      Settlement.follow(Clusters.anyOrder(graph, random), forest);
      for (int step = 0; step < 20; step++) {
        checkSets(forest);
        checkLinks(forest);
        cutAndMerge(forest, random);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7})
  void isTopologicalOnceItIsSettled(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var graph = Clusters.scattered(2 + random.nextInt(31), random);
      var forest = forest(graph, seed);
      if (random.nextBoolean()) {
        Settlement.follow(Clusters.anyOrder(graph, random), forest);
      } else {
        new Settlement(forest, new SplittableRandom(seed)).run();
      }
      Bits.stream(forest.chunks())
          .forEach(chunk ->
              Bits.stream(forest.above(chunk))
                  .map(forest::chunkOf)
                  .forEach(above ->
                      assertThat(forest.feeSize(above).paysMoreThan(forest.feeSize(chunk)))
                          .isTrue()));
    }
  }

  private static SpanningForest forest(DependencyGraph graph, long seed) {
    return new SpanningForest(graph, new SplittableRandom(seed), new Cost(Long.MAX_VALUE));
  }

  private static void cutAndMerge(SpanningForest forest, Random random) {
    long links = forest.graph.nodes() & ~forest.chunks();
    if (links == 0) {
      return;
    }
    var choices = Bits.stream(links).toArray();
    int link = choices[random.nextInt(choices.length)];
    long top = forest.members(link);
    int below = forest.chunkOf(Bits.first(top));
    forest.cut(link);
    assertThat(forest.members(link)).isEqualTo(top);
    if (forest.needs(link, below)) {
      forest.merge(below, link);
    } else {
      forest.mergeUp(link);
      forest.mergeDown(below);
    }
  }

  private static void checkSets(SpanningForest forest) {
    var graph = forest.graph;
    long all = 0;
    for (int chunk : Bits.stream(forest.chunks()).toArray()) {
      long members = forest.members(chunk);
      assertThat(all & members).isZero();
      all |= members;
      assertThat(forest.feeSize(chunk)).isEqualTo(graph.feeSizeOf(members));
      assertThat(Bits.stream(members)).allMatch(node -> forest.chunkOf(node) == chunk);
      assertThat(graph.isConnected(members)).isTrue();
      assertThat(forest.above(chunk)).isEqualTo(union(members, graph::parents) & ~members);
      assertThat(forest.below(chunk)).isEqualTo(union(members, graph::children) & ~members);
      assertThat(Bits.count(forest.links(chunk))).isEqualTo(Bits.count(members) - 1);
    }
    assertThat(all).isEqualTo(graph.nodes());
  }

  /** A top and what is left of its chunk are joined by a dependency, and hang together each. */
  private static void checkLinks(SpanningForest forest) {
    var graph = forest.graph;
    for (int chunk : Bits.stream(forest.chunks()).toArray()) {
      for (int link : Bits.stream(forest.links(chunk)).toArray()) {
        long top = forest.members(link);
        long bottom = forest.members(chunk) & ~top;
        assertThat(forest.isChunk(link)).isFalse();
        assertThat(Bits.within(top, forest.members(chunk))).isTrue();
        assertThat(graph.isConnected(top) && graph.isConnected(bottom)).isTrue();
        assertThat(union(bottom, graph::parents) & top).isNotZero();
        assertThat(forest.feeSize(link)).isEqualTo(graph.feeSizeOf(top));
      }
    }
  }

  private static long union(long nodes, IntToLongFunction sets) {
    return Bits.stream(nodes).mapToLong(sets).reduce(0, (a, b) -> a | b);
  }
}
