package cairn.ledger.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Pairs of parent and child, among any number of nodes that are numbered from zero. */
final class Edges {
  private int[] parents = new int[64];
  private int[] children = new int[64];
  private int count;

  void add(int parent, int child) {
    if (count == parents.length) {
      parents = Arrays.copyOf(parents, 2 * count);
      children = Arrays.copyOf(children, 2 * count);
    }
    parents[count] = parent;
    children[count] = child;
    count++;
  }

  /** The parents of each child. */
  Ends byChild(int nodes) {
    return new Ends(children, parents, nodes);
  }

  /** The children of each parent. */
  Ends byParent(int nodes) {
    return new Ends(parents, children, nodes);
  }

  /** The other ends of each node's pairs: a pair that was added twice is there twice. */
  final class Ends {
    private final int[] starts;
    private final int[] ends = new int[count];

    private Ends(int[] from, int[] to, int nodes) {
      starts = new int[nodes + 1];
      for (int i = 0; i < count; i++) {
        starts[from[i] + 1]++;
      }
      for (int node = 0; node < nodes; node++) {
        starts[node + 1] += starts[node];
      }
      var filled = starts.clone();
      for (int i = 0; i < count; i++) {
        ends[filled[from[i]]++] = to[i];
      }
    }

    int count(int node) {
      return starts[node + 1] - starts[node];
    }

    IntStream of(int node) {
      return Arrays.stream(ends, starts[node], starts[node + 1]);
    }
  }
}
