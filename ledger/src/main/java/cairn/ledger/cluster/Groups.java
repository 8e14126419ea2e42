package cairn.ledger.cluster;

import java.util.Arrays;

/** Nodes that hang together, with how many and how large they are: a disjoint-set forest. */
final class Groups {
  private final int[] parents;
  private final int[] counts;
  private final long[] sizes;

  /** Each node is a group of its own. */
  Groups(long[] sizes, int count) {
    this.sizes = Arrays.copyOf(sizes, count);
    parents = new int[count];
    counts = new int[count];
    Arrays.setAll(parents, node -> node);
    Arrays.fill(counts, 1);
  }

  /** The group that a node is in, by the number of one of its nodes. */
  int of(int node) {
    int at = node;
    while (parents[at] != at) {
      parents[at] = parents[parents[at]];
      at = parents[at];
    }
    return at;
  }

  int count(int group) {
    return counts[group];
  }

  long size(int group) {
    return sizes[group];
  }

  /** Makes the groups of two nodes one. */
  void join(int node, int other) {
    int a = of(node);
    int b = of(other);
    if (a != b) {
      int larger = counts[a] < counts[b] ? b : a;
      int smaller = larger == a ? b : a;
      parents[smaller] = larger;
      counts[larger] += counts[smaller];
      sizes[larger] += sizes[smaller];
    }
  }
}
