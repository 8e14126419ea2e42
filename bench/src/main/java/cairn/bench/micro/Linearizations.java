package cairn.bench.micro;

import cairn.ledger.cluster.Chunk;
import cairn.ledger.cluster.DependencyGraph;
import cairn.ledger.cluster.FeeSize;
import cairn.ledger.cluster.Linearization;
import cairn.ledger.cluster.Linearizer;
import cairn.ledger.cluster.PostLinearizer;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Ordering a cluster of 64 nodes as well as can be, next to what is done to any order of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Linearizations {
  private static final int NODES = DependencyGraph.MAX_NODES;

  /** How the nodes of a cluster need one another. */
  public enum Shape {
    /** Each needs the one before. */
    CHAIN,
    /** All need the first, and each pays more than the one before. */
    FAN,
    /** Each needs some of those shortly before. */
    MESH,
    /** Half of them pay, and each of those needs a few of the others. */
    LATTICE,
    /** As the lattice, but with half of the others each. */
    DENSE_LATTICE
  }

  @Param private Shape shape = Shape.CHAIN;

  private final Linearizer linearizer = new Linearizer(Comparator.naturalOrder());
  private DependencyGraph graph = new DependencyGraph();
  private Linearization any = Linearization.EMPTY;
  private Linearization best = Linearization.EMPTY;
  private long seed;

  /** Makes the cluster, the same each time. */
  @Setup
  public void prepare() {
    graph = cluster(shape, new Random(64));
    any = Linearization.EMPTY.completed(graph);
    var found = linearizer.linearize(graph, 1, Long.MAX_VALUE);
    best = found.linearization();
    System.out.printf(
        "%s: %d dependencies, the best at a cost of %d%n",
        shape, graph.dependencies(), found.cost());
  }

  @Benchmark
  public Linearizer.Result best() {
    return linearizer.linearize(graph, seed++, Long.MAX_VALUE);
  }

  @Benchmark
  public Linearizer.Result bestFromTheBest() {
    return linearizer.linearize(graph, best, seed++, Long.MAX_VALUE);
  }

  @Benchmark
  public Linearizer.Result acceptable() {
    return linearizer.linearize(graph, seed++, Linearizer.ACCEPTABLE_COST);
  }

  @Benchmark
  public Linearization postLinearized() {
    return PostLinearizer.improve(graph, any);
  }

  @Benchmark
  public List<Chunk> chunks() {
    return Chunk.of(graph, best);
  }

  private static DependencyGraph cluster(Shape shape, Random random) {
    var cluster = new DependencyGraph();
    for (int node = 0; node < NODES; node++) {
      long fee = shape == Shape.FAN ? 100L * node : random.nextInt(fees(shape, node));
      cluster.add(new FeeSize(fee, 400 + random.nextInt(2000)));
      cluster.addDependencies(parents(shape, node, random), node);
    }
    return cluster;
  }

  private static int fees(Shape shape, int node) {
    boolean lattice = shape == Shape.LATTICE || shape == Shape.DENSE_LATTICE;
    return lattice && node < NODES / 2 ? 100 : 20_000;
  }

  private static long parents(Shape shape, int node, Random random) {
    if (node == 0) {
      return 0;
    }
    return switch (shape) {
      case CHAIN -> 1L << (node - 1);
      case FAN -> 1;
      case MESH ->
          (1L << random.nextInt(Math.max(0, node - 8), node)) | (1L << random.nextInt(node));
      case LATTICE -> node < NODES / 2 ? 0 : few(5, random);
      case DENSE_LATTICE -> node < NODES / 2 ? 0 : random.nextLong() & ((1L << (NODES / 2)) - 1);
    };
  }

  private static long few(int count, Random random) {
    var nodes = random.ints(count, 0, NODES / 2);
    return nodes.mapToLong(node -> 1L << node).reduce(0, (a, b) -> a | b);
  }
}
