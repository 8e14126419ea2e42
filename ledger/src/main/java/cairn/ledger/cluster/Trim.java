package cairn.ledger.cluster;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Chooses what to remove where clusters that came to need one another would be too large together
 * (Core's TxGraph::Trim). That happens when a block's transactions return to the mempool under
 * those that were there already.
 *
 * <p>The clusters' linearizations are merged, the best chunk of what may come next first. A node
 * that would make its cluster too large, of those that have come so far, is left out, and so is all
 * that comes after it in its own linearization or needs it. So whatever is removed, all that needs
 * it is removed too. Every node that needs itself in a circle is removed.
 *
 * <p>For any number of nodes, in a time that grows little faster than their number. Nodes are
 * numbered from zero as they are added. Used once; not thread-safe.
 */
public final class Trim {
  private final int maxCount;
  private final long maxSize;
  private int count;
  private long[] sizes = new long[64];
  private FeeSize[] rates = new FeeSize[64];
  private final Edges edges = new Edges();

  /**
   * Of clusters that are to keep within limits.
   *
   * @param maxCount how many nodes a cluster may have
   * @param maxSize how large they may be together, in the unit of their sizes
   */
  public Trim(int maxCount, long maxSize) {
    this.maxCount = maxCount;
    this.maxSize = maxSize;
  }

  /**
   * Adds a cluster, or any nodes that are ordered among themselves. They are numbered in the order
   * of their linearization.
   *
   * @return the number of the first; the others follow
   */
  public int add(DependencyGraph graph, Linearization linearization) {
    int first = count;
    reserve(first + linearization.length());
    for (var chunk : Chunk.of(graph, linearization)) {
      for (int i = 0; i < Bits.count(chunk.nodes()); i++) {
        sizes[count] = graph.size(linearization.node(count - first));
        rates[count] = chunk.feeSize();
        if (count > first) {
          edges.add(count - 1, count);
        }
        count++;
      }
    }
    return first;
  }

  /** Has one node need another, of the same cluster or of another. */
  public void addDependency(int parent, int child) {
    if (Math.min(parent, child) < 0 || Math.max(parent, child) >= count) {
      throw new IllegalArgumentException("no such nodes: " + parent + ", " + child);
    }
    edges.add(parent, child);
  }

  /** The nodes to remove, in ascending order; none if all may stay. */
  public IntStream removed() {
    var kept = new Run().kept();
    return IntStream.range(0, count).filter(node -> !kept[node]);
  }

  private void reserve(int room) {
    if (room > sizes.length) {
      int capacity = Math.max(room, 2 * sizes.length);
      sizes = Arrays.copyOf(sizes, capacity);
      rates = Arrays.copyOf(rates, capacity);
    }
  }

  /** Going through all nodes once, the best of those that may come next first. */
  private final class Run {
    private final Edges.Ends parents = edges.byChild(count);
    private final Edges.Ends children = edges.byParent(count);
    private final int[] missing = new int[count];
    private final boolean[] kept = new boolean[count];
    private final Groups groups = new Groups(sizes, count);
    private final PriorityQueue<Integer> next;

    Run() {
      // Within a cluster the linearization decides; the number only settles ties between clusters.
      Comparator<Integer> best = Comparator.comparing(i -> rates[i], FeeSize.BY_RATE_THEN_LARGER);
      next = new PriorityQueue<>(best.reversed().thenComparing(Comparator.naturalOrder()));
      for (int node = 0; node < count; node++) {
        missing[node] = parents.count(node);
        if (missing[node] == 0) {
          next.add(node);
        }
      }
    }

    boolean[] kept() {
      while (!next.isEmpty()) {
        int node = next.remove();
        if (joins(node)) {
          kept[node] = true;
          children.of(node).filter(child -> --missing[child] == 0).forEach(next::add);
        }
      }
      return kept;
    }

    /** Has a node join the groups of all its parents, if they stay within the limits together. */
    private boolean joins(int node) {
      var joined = parents.of(node).map(groups::of).distinct().toArray();
      long size = sizes[node];
      int members = 1;
      for (int group : joined) {
        size += groups.size(group);
        members += groups.count(group);
      }
      if (size > maxSize || members > maxCount) {
        return false;
      }
      for (int group : joined) {
        groups.join(node, group);
      }
      return true;
    }
  }
}
