package cairn.ledger.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Clusters for tests, made by chance or by hand. */
final class Clusters {
  /** The fewer different fees and sizes, the more rates are equal. */
  private static final int[] FEES = {2, 5, 1000, 1_000_000};

  private static final int[] SIZES = {1, 3, 400};

  private Clusters() {}

  /** Any graph of so many nodes, each of which needs some of those before it. */
  static DependencyGraph random(int count, Random random) {
    var graph = new DependencyGraph();
    int fees = FEES[random.nextInt(FEES.length)];
    int sizes = SIZES[random.nextInt(SIZES.length)];
    int mostParents = 1 + random.nextInt(4);
    int reach = 1 + random.nextInt(count);
    for (int node = 0; node < count; node++) {
      int fee = random.nextInt(fees) - (random.nextInt(8) == 0 ? fees / 2 : 0);
      graph.add(new FeeSize(fee, 1 + random.nextInt(sizes)));
      for (int i = random.nextInt(mostParents + 1); i > 0 && node > 0; i--) {
        graph.addDependencies(Bits.of(Math.max(0, node - 1 - random.nextInt(reach))), node);
      }
    }
    return graph;
  }

  /** As {@link #random}, with holes between the numbers of its nodes. */
  static DependencyGraph scattered(int count, Random random) {
    var graph = random(Math.min(DependencyGraph.MAX_NODES, 2 * count), random);
    var numbers = new ArrayList<>(Bits.stream(graph.nodes()).boxed().toList());
    Collections.shuffle(numbers, random);
    numbers.subList(0, numbers.size() - count).forEach(node -> graph.remove(Bits.of(node)));
    return graph;
  }

  /** Children that pay, spread over parents that do not, each child on several of them. */
  static DependencyGraph lattice(int parents, int children, int each, Random random) {
    var graph = new DependencyGraph();
    IntStream.range(0, parents).forEach(_ -> graph.add(new FeeSize(random.nextInt(100), 100)));
    for (int i = 0; i < children; i++) {
      int child = graph.add(new FeeSize(100 + random.nextInt(10_000), 100 + random.nextInt(50)));
      for (int j = 0; j < each; j++) {
        graph.addDependencies(Bits.of(random.nextInt(parents)), child);
      }
    }
    return graph;
  }

  /**
   * A cluster by its nodes: {@code fee/size} and, behind {@code <}, the parents, as in {@code "1/1
   * 5/2<0 7/1<0,1"}.
   */
  static DependencyGraph parse(String nodes) {
    var graph = new DependencyGraph();
    for (var word : nodes.strip().split(" +", -1)) {
      var parts = word.split("[/<]", -1);
      int node = graph.add(new FeeSize(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
      if (parts.length > 2) {
        for (var parent : parts[2].split(",", -1)) {
          graph.addDependencies(Bits.of(Integer.parseInt(parent)), node);
        }
      }
    }
    return graph;
  }

  static Linearization parseOrder(String numbers) {
    var words = Arrays.stream(numbers.strip().split(" +", -1));
    return Linearization.of(words.mapToInt(Integer::parseInt).toArray());
  }

  /** One of the topological orders. */
  static Linearization anyOrder(DependencyGraph graph, Random random) {
    var order = Linearization.EMPTY;
    while (order.nodes() != graph.nodes()) {
      long done = order.nodes();
      var ready = Bits.stream(graph.nodes() & ~done).filter(node -> isReady(graph, node, done));
      var choices = ready.toArray();
      order = order.then(Linearization.of(choices[random.nextInt(choices.length)]));
    }
    return order;
  }

  /** Hands over each of the topological orders. */
  static void forEachOrder(DependencyGraph graph, Consumer<Linearization> consumer) {
    extend(graph, Linearization.EMPTY, consumer);
  }

  private static void extend(
      DependencyGraph graph, Linearization start, Consumer<Linearization> consumer) {
    if (start.nodes() == graph.nodes()) {
      consumer.accept(start);
    }
    Bits.stream(graph.nodes() & ~start.nodes())
        .filter(node -> isReady(graph, node, start.nodes()))
        .forEach(node -> extend(graph, start.then(Linearization.of(node)), consumer));
  }

  private static boolean isReady(DependencyGraph graph, int node, long done) {
    return Bits.within(graph.ancestors(node), done | Bits.of(node));
  }
}
