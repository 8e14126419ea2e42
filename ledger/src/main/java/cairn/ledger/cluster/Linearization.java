package cairn.ledger.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Nodes of a graph in an order, each once. It is one to mine them in if each comes after what it
 * needs: see {@link #isTopological}. Immutable, and equal to another with the same order.
 */
public final class Linearization {
  public static final Linearization EMPTY = new Linearization(new byte[0]);

  private final byte[] order;
  private final long nodes;

  private Linearization(byte[] order) {
    this.order = order;
    long seen = 0;
    for (int node : order) {
      if (Bits.has(seen, node)) {
        throw new IllegalArgumentException("node " + node + " comes twice");
      }
      seen |= Bits.of(node);
    }
    nodes = seen;
  }

  /**
   * The order as it is given.
   *
   * @throws IllegalArgumentException if a number comes twice or is none of a node
   */
  public static Linearization of(int... order) {
    var bytes = new byte[order.length];
    for (int i = 0; i < order.length; i++) {
      if (order[i] < 0 || order[i] >= DependencyGraph.MAX_NODES) {
        throw new IllegalArgumentException("no node has the number " + order[i]);
      }
      bytes[i] = (byte) order[i];
    }
    return new Linearization(bytes);
  }

  public int length() {
    return order.length;
  }

  /** Which node has so many before it. */
  public int node(int position) {
    return order[position];
  }

  /** The set of those that are in it. */
  public long nodes() {
    return nodes;
  }

  public IntStream stream() {
    return IntStream.range(0, order.length).map(this::node);
  }

  /** These first, then the others. */
  public Linearization then(Linearization others) {
    var joined = Arrays.copyOf(order, order.length + others.order.length);
    System.arraycopy(others.order, 0, joined, order.length, others.order.length);
    return new Linearization(joined);
  }

  /** The order of those that are among some. */
  public Linearization only(long some) {
    return of(stream().filter(node -> Bits.has(some, node)).toArray());
  }

  /** The same order under other numbers, such as {@link DependencyGraph#addAll} gives. */
  public Linearization renumbered(int[] numbers) {
    return of(stream().map(node -> numbers[node]).toArray());
  }

  /** Whether each comes after what it needs, and nothing that the graph does not have. */
  public boolean isTopological(DependencyGraph graph) {
    if (!Bits.within(nodes, graph.nodes())) {
      return false;
    }
    long done = 0;
    for (int node : order) {
      done |= Bits.of(node);
      if (!Bits.within(graph.ancestors(node), done)) {
        return false;
      }
    }
    return true;
  }

  /**
   * All nodes of the graph, in this order as far as that can be: one that comes too early waits for
   * the last that it needs, and those that are missing come last, the best first. What is in order
   * stays as it is, and nodes that the graph does not have are left out.
   */
  public Linearization completed(DependencyGraph graph) {
    if (nodes == graph.nodes() && isTopological(graph)) {
      return this;
    }
    var known = stream().filter(graph::contains);
    var missing =
        Bits.stream(graph.nodes() & ~nodes)
            .boxed()
            .sorted((a, b) -> graph.compareRates(b, a))
            .mapToInt(Integer::intValue);
    return of(sorted(IntStream.concat(known, missing).toArray(), graph));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Linearization that && Arrays.equals(order, that.order);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(order);
  }

  @Override
  public String toString() {
    return Arrays.toString(order);
  }

  private static int[] sorted(int[] wanted, DependencyGraph graph) {
    var sorted = new int[wanted.length];
    long done = 0;
    long waiting = 0; // by position
    int length = 0;
    for (int next = 0; next < wanted.length; next++) {
      waiting |= Bits.of(next);
      for (int position = ready(wanted, waiting, done, graph); position >= 0; ) {
        int node = wanted[position];
        sorted[length++] = node;
        done |= Bits.of(node);
        waiting &= ~Bits.of(position);
        position = ready(wanted, waiting, done, graph);
      }
    }
    return sorted;
  }

  /** The first position that waits for nothing more, or -1. */
  private static int ready(int[] wanted, long waiting, long done, DependencyGraph graph) {
    for (long left = waiting; left != 0; left = Bits.rest(left)) {
      int node = wanted[Bits.first(left)];
      if (Bits.within(graph.ancestors(node), done | Bits.of(node))) {
        return Bits.first(left);
      }
    }
    return -1;
  }
}
