package cairn.ledger.mempool;

import cairn.ledger.cluster.DependencyGraph;
import cairn.ledger.cluster.Linearization;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a cluster, or all of it, that hangs together.
 *
 * @param graph of that part alone
 * @param entries by their numbers in the graph
 * @param order in which the cluster had them
 */
record Piece(DependencyGraph graph, List<Entry> entries, Linearization order) {
  /** What is left of a cluster without some of its nodes. */
  static List<Piece> of(Cluster cluster, long without) {
    var pieces = new ArrayList<Piece>();
    var rest = cluster.graph().copy();
    rest.remove(without);
    for (long left = rest.nodes(); left != 0; ) {
      long nodes = rest.component(Long.numberOfTrailingZeros(left), left);
      pieces.add(part(cluster, rest, nodes));
      left &= ~nodes;
    }
    return pieces;
  }

  private static Piece part(Cluster cluster, DependencyGraph rest, long nodes) {
    var graph = new DependencyGraph();
    var numbers = graph.addAll(rest, nodes);
    var entries = new Entry[graph.range()];
    for (int node = 0; node < numbers.length; node++) {
      if (numbers[node] >= 0) {
        entries[numbers[node]] = cluster.entry(node);
      }
    }
    var order = cluster.order().only(nodes).renumbered(numbers);
    return new Piece(graph, List.of(entries), order);
  }

  /** Has another fee count for one of the entries. */
  void reprice(Entry entry) {
    graph.set(entries.indexOf(entry), entry.feeSize());
  }

  int count() {
    return graph.count();
  }

  long weight() {
    return graph.feeSizeOf(graph.nodes()).size();
  }
}
