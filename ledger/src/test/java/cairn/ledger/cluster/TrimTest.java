package cairn.ledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrimTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  private static Linearization inOrder(DependencyGraph graph) {
    return Linearization.of(Bits.stream(graph.nodes()).toArray());
  }

  private static int add(Trim trim, String nodes) {
    var graph = Clusters.parse(nodes);
    return trim.add(graph, inOrder(graph));
  }

  @Test
  void removesNothingWhereAllFits() {
    var trim = new Trim(4, 100);
    add(trim, "1/30 5/20<0");
    trim.addDependency(1, add(trim, "9/50"));
    assertThat(trim.removed()).isEmpty();
  }

  @Test
  void removesWhatComesLastWhereOneIsTooMany() {
    var trim = new Trim(3, 100);
    int parent = add(trim, "1/1");
    for (var child : List.of("5/1", "2/1", "3/1")) {
      trim.addDependency(parent, add(trim, child));
    }
    assertThat(trim.removed()).containsExactly(2);
  }

  @Test
  void goesOnWithTheSmallerWhereOneIsTooLarge() {
    var trim = new Trim(9, 10);
    int parent = add(trim, "1/1");
    for (var child : List.of("90/10", "8/9", "2/9")) {
      trim.addDependency(parent, add(trim, child));
    }
    assertThat(trim.removed()).containsExactly(1, 3);
  }

  @Test
  void removesAllThatComesAfterInTheSameCluster() {
    var trim = new Trim(2, 100);
    int parent = add(trim, "9/1 1/1<0");
    trim.addDependency(parent + 1, add(trim, "5/1 7/1<0 1/1<1"));
    assertThat(trim.removed()).containsExactly(2, 3, 4);
  }

  @Test
  void keepsApartWhatIsNotJoined() {
    var trim = new Trim(2, 100);
    add(trim, "1/1 1/1<0");
    add(trim, "1/1 1/1<0");
    assertThat(trim.removed()).isEmpty();
  }

  @Test
  void removesACircle() {
    var trim = new Trim(9, 100);
    add(trim, "1/1 1/1<0");
    add(trim, "1/1");
    trim.addDependency(1, 2);
    trim.addDependency(2, 0);
    assertThat(trim.removed()).containsExactly(0, 1, 2);
  }

  @Test
  void refusesNodesThatWereNotAdded() {
    var trim = new Trim(9, 100);
    add(trim, "1/1 1/1<0");
    assertThatIllegalArgumentException().isThrownBy(() -> trim.addDependency(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> trim.addDependency(-1, 0));
  }

  /** Clusters with more dependencies between them, and a slow way to trim them. */
  private static final class Twin {
    final List<FeeSize> rates = new ArrayList<>();
    final List<Long> sizes = new ArrayList<>();
    final List<BitSet> parents = new ArrayList<>();

    int count() {
      return sizes.size();
    }

    void add(DependencyGraph graph, Linearization order) {
      int first = count();
      for (var chunk : Chunk.of(graph, order)) {
        for (int i = 0; i < Bits.count(chunk.nodes()); i++) {
          sizes.add(graph.feeSize(order.node(count() - first)).size());
          rates.add(chunk.feeSize());
          parents.add(new BitSet());
          if (count() - 1 > first) {
            parents.getLast().set(count() - 2);
          }
        }
      }
    }

    BitSet kept(int maxCount, long maxSize) {
      var kept = new BitSet();
      var refused = new BitSet();
      for (int next = next(kept, refused); next >= 0; next = next(kept, refused)) {
        var together = (BitSet) kept.clone();
        together.set(next);
        var cluster = cluster(next, together);
        (fits(cluster, maxCount, maxSize) ? kept : refused).set(next);
      }
      return kept;
    }

    boolean fits(BitSet cluster, int maxCount, long maxSize) {
      return cluster.cardinality() <= maxCount
          && cluster.stream().mapToLong(sizes::get).sum() <= maxSize;
    }

    /** All among some that hang together with a node. */
    BitSet cluster(int node, BitSet some) {
      var reached = new BitSet();
      reached.set(node);
      for (int before = 0; before < reached.cardinality(); ) {
        before = reached.cardinality();
        some.stream()
            .forEach(each -> {
              var near = (BitSet) parents.get(each).clone();
              near.and(some);
              near.set(each);
              if (near.intersects(reached)) {
                reached.or(near);
              }
            });
      }
      return reached;
    }

    private int next(BitSet kept, BitSet refused) {
      int best = -1;
      for (int node = 0; node < count(); node++) {
        var missing = (BitSet) parents.get(node).clone();
        missing.andNot(kept);
        boolean ready = missing.isEmpty() && !kept.get(node) && !refused.get(node);
        if (ready && (best < 0 || isBetter(rates.get(node), rates.get(best)))) {
          best = node;
        }
      }
      return best;
    }

    private static boolean isBetter(FeeSize a, FeeSize b) {
      return FeeSize.BY_RATE_THEN_LARGER.compare(a, b) > 0;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsWithinTheLimitsAsAPlainTwinDoes(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      int maxCount = 1 + random.nextInt(20);
      long maxSize = 1L + random.nextInt(2000);
      var trim = new Trim(maxCount, maxSize);
      var twin = new Twin();
      fill(trim, twin, random);
      var kept = twin.kept(maxCount, maxSize);
      var removed = (BitSet) kept.clone();
      removed.flip(0, twin.count());
      assertThat(trim.removed().boxed())
          .containsExactlyElementsOf(removed.stream().boxed().toList());
      kept.stream()
          .forEach(node -> {
            assertThat(twin.fits(twin.cluster(node, kept), maxCount, maxSize)).isTrue();
            assertThat(twin.parents.get(node).intersects(removed)).isFalse();
          });
    }
  }

  private static void fill(Trim trim, Twin twin, Random random) {
    for (int clusters = 2 + random.nextInt(6); clusters > 0; clusters--) {
      var graph = Clusters.random(1 + random.nextInt(12), random);
      var order = Clusters.anyOrder(graph, random);
      int from = twin.count();
      twin.add(graph, order);
      trim.add(graph, order);
      for (int i = from == 0 ? 0 : random.nextInt(6); i > 0; i--) {
        int parent = random.nextInt(from);
        int child = from + random.nextInt(order.length());
        twin.parents.get(child).set(parent);
        trim.addDependency(parent, child);
      }
    }
  }

  @Test
  void takesManyClustersAtOnce() {
    var random = new Random(1);
    var trim = new Trim(64, 404_000);
    int count = 0;
    for (int i = 0; i < 3000; i++) {
      var graph = Clusters.random(32, random);
      int first = trim.add(graph, inOrder(graph));
      for (int j = 0; j < 8 && first > 0; j++) {
        trim.addDependency(random.nextInt(first), first + random.nextInt(32));
      }
      count += 32;
    }
    int all = count;
    var removed =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> trim.removed().count());
    assertThat(removed).isBetween(1L, all - 1L);
  }
}
