package cairn.ledger.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependencyGraphTest {
  private static final FeeSize ANY = new FeeSize(1, 1);

  private static final int MOST = 16;

  /** Which node needs which, pair by pair. */
  private static final class Twin {
    private final boolean[][] needs = new boolean[MOST][MOST];
    private long nodes;

    void add(int node) {
      nodes |= Bits.of(node);
      for (int i = 0; i < MOST; i++) {
        needs[node][i] = false;
        needs[i][node] = false;
      }
    }

    void remove(long removed) {
      nodes &= ~removed;
    }

    void addDependency(int parent, int child) {
      for (int low = 0; low < MOST; low++) {
        for (int high = 0; high < MOST; high++) {
          needs[low][high] |=
              (low == child || needs[low][child]) && (high == parent || needs[parent][high]);
        }
      }
    }

    long ancestors(int node) {
      return set(other -> other == node || needs[node][other]);
    }

    long descendants(int node) {
      return set(other -> other == node || needs[other][node]);
    }

    long parents(int node) {
      return set(parent ->
          needs[node][parent]
              && set(between -> needs[node][between] && needs[between][parent]) == 0);
    }

    long children(int node) {
      return set(child -> child != node && Bits.has(parents(child), node));
    }

    long component(int node, long some) {
      long reached = Bits.of(node);
      for (int round = 0; round < MOST; round++) {
        long before = reached;
        reached |=
            set(other ->
                Bits.has(some, other)
                    && Bits.overlap(before, ancestors(other) | descendants(other)));
      }
      return reached;
    }

    private long set(IntPredicate condition) {
      return Bits.stream(nodes).filter(condition).mapToLong(Bits::of).sum();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void doesAsAPlainTwin(long seed) {
    var random = new Random(seed);
    var graph = new DependencyGraph();
    var twin = new Twin();
    for (int step = 0; step < 200; step++) {
      change(graph, twin, random);
      assertThat(graph.nodes()).isEqualTo(twin.nodes);
      assertThat(graph.count()).isEqualTo(Bits.count(twin.nodes));
      long some = graph.nodes() & random.nextLong();
      Bits.stream(graph.nodes())
          .forEach(node -> {
            assertThat(graph.ancestors(node)).isEqualTo(twin.ancestors(node));
            assertThat(graph.descendants(node)).isEqualTo(twin.descendants(node));
            assertThat(graph.parents(node)).isEqualTo(twin.parents(node));
            assertThat(graph.children(node)).isEqualTo(twin.children(node));
          });
      Bits.stream(some)
          .limit(2)
          .forEach(node ->
              assertThat(graph.component(node, some)).isEqualTo(twin.component(node, some)));
    }
  }

  private static void change(DependencyGraph graph, Twin twin, Random random) {
    int choice = random.nextInt(12);
    if (choice < 4 && graph.count() < MOST) {
      twin.add(graph.add(ANY));
    } else if (choice == 4) {
      long removed = graph.nodes() & random.nextLong() & random.nextLong() & random.nextLong();
      graph.remove(removed);
      twin.remove(removed);
    } else if (graph.count() > 1) {
      var nodes = Bits.stream(graph.nodes()).toArray();
      int parent = nodes[random.nextInt(nodes.length)];
      int child = nodes[random.nextInt(nodes.length)];
      if (parent != child && !Bits.has(graph.ancestors(parent), child)) {
        graph.addDependencies(Bits.of(parent), child);
        twin.addDependency(parent, child);
      }
    }
  }

  @Test
  void takesTheLowestFreeNumber() {
    var graph = new DependencyGraph();
    for (int i = 0; i < DependencyGraph.MAX_NODES; i++) {
      assertThat(graph.add(ANY)).isEqualTo(i);
    }
    assertThatIllegalStateException().isThrownBy(() -> graph.add(ANY));
    graph.remove(Bits.of(40) | Bits.of(63));
    assertThat(graph.range()).isEqualTo(63);
    assertThat(graph.add(ANY)).isEqualTo(40);
  }

  @Test
  void leavesTheAncestorsOfWhatIsRemovedToItsDescendants() {
    var graph = Clusters.parse("1/1 1/1<0 1/1<1");
    graph.remove(Bits.of(1));
    assertThat(graph.parents(2)).isEqualTo(Bits.of(0));
    assertThat(graph.add(ANY)).isEqualTo(1);
    assertThat(graph.ancestors(1)).isEqualTo(Bits.of(1));
  }

  @Test
  void refusesACircle() {
    var graph = Clusters.parse("1/1 1/1<0 1/1<1");
    assertThatIllegalArgumentException().isThrownBy(() -> graph.addDependencies(Bits.of(2), 0));
    assertThat(graph.ancestors(0)).isEqualTo(Bits.of(0));
  }

  @Test
  void refusesNodesThatItDoesNotHave() {
    var graph = Clusters.parse("1/1 1/1<0");
    assertThatIllegalArgumentException().isThrownBy(() -> graph.addDependencies(Bits.of(5), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> graph.remove(Bits.of(2)));
    assertThatIllegalArgumentException().isThrownBy(() -> graph.feeSize(63));
    assertThatIllegalArgumentException().isThrownBy(() -> graph.add(FeeSize.NONE));
  }

  @Test
  void sumsUpWhatNodesPay() {
    var graph = Clusters.parse("5/1 -7/2<0 100/10");
    assertThat(graph.feeSizeOf(0b011)).isEqualTo(new FeeSize(-2, 3));
    assertThat(graph.feeSizeOf(0)).isEqualTo(FeeSize.NONE);
    graph.set(1, new FeeSize(7, 2));
    assertThat(graph.feeSizeOf(0b111)).isEqualTo(new FeeSize(112, 13));
  }

  @Test
  void countsDependenciesThatDoNotFollowFromOthers() {
    assertThat(Clusters.parse("1/1 1/1<0 1/1<0,1 1/1").dependencies()).isEqualTo(2);
  }

  @Test
  void tellsWhetherNodesHangTogether() {
    var graph = Clusters.parse("1/1 1/1<0 1/1<1 1/1");
    assertThat(graph.isConnected(0b0111)).isTrue();
    assertThat(graph.isConnected(0b0101)).isTrue();
    assertThat(graph.isConnected(0b1001)).isFalse();
    assertThat(graph.isConnected(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void takesOverNodesOfAnother(long seed) {
    var random = new Random(seed);
    var from = Clusters.scattered(25, random);
    var to = Clusters.scattered(20, random);
    long before = to.nodes();
    long chosen = from.nodes() & random.nextLong();
    var numbers = to.addAll(from, chosen);
    assertThat(Bits.within(before, to.nodes())).isTrue();
    for (int node = 0; node < from.range(); node++) {
      if (!Bits.has(chosen, node)) {
        assertThat(numbers[node]).isEqualTo(-1);
        continue;
      }
      assertThat(to.feeSize(numbers[node])).isEqualTo(from.feeSize(node));
      assertThat(to.ancestors(numbers[node]))
          .isEqualTo(renumbered(from.ancestors(node) & chosen, numbers));
      assertThat(to.descendants(numbers[node]))
          .isEqualTo(renumbered(from.descendants(node) & chosen, numbers));
    }
  }

  private static long renumbered(long set, int[] numbers) {
    return Bits.stream(set).mapToLong(node -> Bits.of(numbers[node])).sum();
  }

  @Test
  void copiesChangeOnTheirOwn() {
    var graph = Clusters.parse("1/1 1/1<0");
    var copy = graph.copy();
    copy.addDependencies(Bits.of(1), copy.add(ANY));
    copy.set(0, new FeeSize(9, 9));
    assertThat(graph.count()).isEqualTo(2);
    assertThat(graph.descendants(1)).isEqualTo(Bits.of(1));
    assertThat(graph.feeSize(0)).isEqualTo(ANY);
  }
}
