package cairn.ledger.cluster;

import static cairn.ledger.cluster.Diagram.Comparison.BETTER;
import static cairn.ledger.cluster.Diagram.Comparison.EQUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostLinearizerTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 6);
  }

  private static void assertAtLeast(Diagram better, Diagram worse) {
    assertThat(better.compare(worse)).isIn(BETTER, EQUAL);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isNeverWorseAndHasChunksThatHangTogether(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var graph = Clusters.scattered(1 + random.nextInt(64), random);
      var order = Clusters.anyOrder(graph, random);
      var improved = PostLinearizer.improve(graph, order);
      assertThat(improved.nodes()).isEqualTo(graph.nodes());
      assertThat(improved.isTopological(graph)).isTrue();
      assertAtLeast(Diagram.of(graph, improved), Diagram.of(graph, order));
      assertThat(Chunk.of(graph, improved))
          .allMatch(chunk -> graph.isConnected(chunk.nodes()), "hangs together");
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsTheBestForTrees(long seed) {
    var random = new Random(seed);
    var linearizer = new Linearizer(Comparator.naturalOrder());
    for (int i = 0; i < 100; i++) {
      var graph = tree(2 + random.nextInt(40), i % 2 == 0, random);
      var best = linearizer.linearize(graph, seed, Long.MAX_VALUE);
      assertThat(best.optimal()).isTrue();
      var improved = PostLinearizer.improve(graph, Clusters.anyOrder(graph, random));
      assertThat(Diagram.of(graph, improved).compare(Diagram.of(graph, best.linearization())))
          .isEqualTo(EQUAL);
    }
  }

  /** Either every node has one child at most, or one parent. */
  private static DependencyGraph tree(int count, boolean oneChild, Random random) {
    var graph = new DependencyGraph();
    for (int node = 0; node < count; node++) {
      graph.add(new FeeSize(random.nextInt(50), 1 + random.nextInt(5)));
    }
    for (int node = 1; node < count; node++) {
      int other = random.nextInt(node);
      graph.addDependencies(Bits.of(oneChild ? node : other), oneChild ? other : node);
    }
    return graph;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesNothingWhenALeafComesBackWithAHigherFee(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      var graph = Clusters.scattered(2 + random.nextInt(40), random);
      var order = Clusters.anyOrder(graph, random);
      var before = Diagram.of(graph, order);
      var leaves = Bits.stream(graph.nodes()).filter(node -> graph.children(node) == 0).toArray();
      int leaf = leaves[random.nextInt(leaves.length)];
      var old = graph.feeSize(leaf);
      graph.set(leaf, new FeeSize(old.fee() + random.nextInt(3), old.size()));
      var moved = order.only(~Bits.of(leaf)).then(Linearization.of(leaf));
      var improved = PostLinearizer.improve(graph, moved);
      assertAtLeast(Diagram.of(graph, improved), before);
    }
  }

  @Test
  void refusesAnOrderOfSomeNodes() {
    var graph = Clusters.parse("1/1 1/1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PostLinearizer.improve(graph, Linearization.of(1)));
  }
}
