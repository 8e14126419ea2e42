package cairn.ledger.cluster;

import static cairn.ledger.cluster.Diagram.Comparison.BETTER;
import static cairn.ledger.cluster.Diagram.Comparison.EQUAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearizerTest {
  private static final Linearizer LINEARIZER = new Linearizer(Comparator.naturalOrder());

  /** What is spent whatever the bound: on making an order at all, and on the last step. */
  private static final long FIXED_COST = 40_000;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  private static void assertAtLeast(DependencyGraph graph, Linearization a, Linearization b) {
    assertThat(Diagram.of(graph, a).compare(Diagram.of(graph, b)))
        .as("%s to %s", a, b)
        .isIn(BETTER, EQUAL);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsTheBestOfAllOrders(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      var graph = Clusters.random(1 + random.nextInt(8), random);
      var found = LINEARIZER.linearize(graph, seed, Long.MAX_VALUE);
      assertThat(found.optimal()).isTrue();
      assertThat(found.linearization().isTopological(graph)).isTrue();
      Clusters.forEachOrder(graph, each -> assertAtLeast(graph, found.linearization(), each));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void makesChunksThatCannotBeDivided(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      var graph = Clusters.random(1 + random.nextInt(10), random);
      var found = LINEARIZER.linearize(graph, seed, Long.MAX_VALUE);
      long before = 0;
      for (var chunk : Chunk.of(graph, found.linearization())) {
        long members = chunk.nodes();
        for (long part = (members - 1) & members; part != 0; part = (part - 1) & members) {
          assertThat(isClosed(graph, before | part) && payTheSame(graph, part, chunk))
              .as("%d of %s in %s", part, chunk, found)
              .isFalse();
        }
        before |= members;
      }
    }
  }

  private static boolean isClosed(DependencyGraph graph, long nodes) {
    return Bits.stream(nodes).allMatch(node -> Bits.within(graph.ancestors(node), nodes));
  }

  private static boolean payTheSame(DependencyGraph graph, long part, Chunk chunk) {
    return graph.feeSizeOf(part).compareRate(chunk.feeSize()) == 0;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBestDependsOnNothingButTheCluster(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      var graph = Clusters.scattered(1 + random.nextInt(32), random);
      var found = LINEARIZER.linearize(graph, seed, Long.MAX_VALUE);
      assertThat(found.optimal()).isTrue();
      for (int other = 0; other < 4; other++) {
        var start = Clusters.anyOrder(graph, random);
        var again = LINEARIZER.linearize(graph, start, random.nextLong(), Long.MAX_VALUE);
        assertThat(again.linearization()).isEqualTo(found.linearization());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isNeverWorseThanWhatWasKnownHoweverLittleMayBeSpent(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      var graph = Clusters.scattered(2 + random.nextInt(63), random);
      var known = Clusters.anyOrder(graph, random);
      for (long bound = 0; bound < 100_000; bound = 2 * bound + 1000) {
        var found = LINEARIZER.linearize(graph, known, seed, bound);
        assertThat(found.linearization().isTopological(graph)).isTrue();
        assertThat(found.linearization().nodes()).isEqualTo(graph.nodes());
        assertAtLeast(graph, found.linearization(), known);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mendsAnOrderThatIsNoneAnyLonger(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      var graph = Clusters.scattered(2 + random.nextInt(63), random);
      var nodes = new ArrayList<>(Bits.stream(graph.nodes()).boxed().toList());
      Collections.shuffle(nodes, random);
      var broken = Linearization.of(nodes.stream().mapToInt(Integer::intValue).toArray());
      var found = LINEARIZER.linearize(graph, broken, seed, 0).linearization();
      assertThat(found.isTopological(graph)).isTrue();
      assertAtLeast(graph, found, broken.completed(graph));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesTheSameWithTheSameSeed(long seed) {
    var graph = Clusters.lattice(24, 40, 5, new Random(seed));
    var first = LINEARIZER.linearize(graph, seed, 15_000);
    assertThat(LINEARIZER.linearize(graph, seed, 15_000)).isEqualTo(first);
    assertThat(first.optimal()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"16, 48, 3", "24, 40, 5", "32, 32, 2", "32, 32, 16", "8, 56, 4", "40, 24, 20"})
  void spendsNoMoreThanItMayOnHardClusters(int parents, int children, int each) {
    for (long seed = 0; seed < 20; seed++) {
      var graph = Clusters.lattice(parents, children, each, new Random(seed));
      for (long bound : new long[] {0, 10_000, Linearizer.ACCEPTABLE_COST}) {
        assertThat(LINEARIZER.linearize(graph, seed, bound).cost())
            .as("seed %d", seed)
            .isLessThan(bound + FIXED_COST);
      }
      var best = LINEARIZER.linearize(graph, seed, 2_000_000);
      assertThat(best.optimal()).as("seed %d: %s", seed, best).isTrue();
    }
  }

  @Test
  void minesAParentWithTheChildrenThatPayForItTogether() {
    var graph = Clusters.parse("0/10 6/1<0 6/1<0 7/10");
    var best = LINEARIZER.linearize(graph, 1, Long.MAX_VALUE).linearization();
    assertThat(best).isEqualTo(Linearization.of(0, 1, 2, 3));
    assertThat(Chunk.of(graph, best).getFirst().nodes()).isEqualTo(0b0111);
  }

  @Test
  void findsWhatIsBestOnlyTogether() {
    // Either of the two that pay comes to 7/5 with its parents, and both together to 14/8.
    var graph = Clusters.parse("0/2 0/2 0/2 7/1<0,1 7/1<1,2 10/6");
    var best = LINEARIZER.linearize(graph, 1, Long.MAX_VALUE).linearization();
    assertThat(Chunk.of(graph, best))
        .containsExactly(
            new Chunk(0b011111, new FeeSize(14, 8)), new Chunk(0b100000, new FeeSize(10, 6)));
  }

  @Test
  void ordersEqualsAsItIsTold() {
    var graph = Clusters.parse("1/1 1/1 1/1 1/1<0");
    var backwards = new Linearizer(Comparator.reverseOrder());
    assertThat(LINEARIZER.linearize(graph, 1, Long.MAX_VALUE).linearization())
        .isEqualTo(Linearization.of(0, 1, 2, 3));
    assertThat(backwards.linearize(graph, 1, Long.MAX_VALUE).linearization())
        .isEqualTo(Linearization.of(2, 1, 0, 3));
  }

  @Test
  void knowsTheBestOrderOfOneAndOfNone() {
    assertThat(LINEARIZER.linearize(new DependencyGraph(), 1, 0))
        .isEqualTo(new Linearizer.Result(Linearization.EMPTY, true, 0));
    assertThat(LINEARIZER.linearize(Clusters.parse("1/1"), 1, 0))
        .isEqualTo(new Linearizer.Result(Linearization.of(0), true, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comesToAnEndWhereSumsOfFeesOverflow(long seed) {
    var random = new Random(seed);
    var graph = Clusters.random(64, random);
    for (int node = 0; node < 64; node++) {
      long fee = random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE + random.nextInt(9);
      graph.set(node, new FeeSize(fee, 1 + random.nextInt(400_000)));
    }
    var found = LINEARIZER.linearize(graph, seed, Linearizer.ACCEPTABLE_COST);
    assertThat(found.linearization().isTopological(graph)).isTrue();
    assertThat(found.linearization().nodes()).isEqualTo(graph.nodes());
  }
}
