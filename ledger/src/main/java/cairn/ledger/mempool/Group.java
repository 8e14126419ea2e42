package cairn.ledger.mempool;

import cairn.ledger.cluster.DependencyGraph;
import cairn.ledger.cluster.Linearization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** What is to become one cluster: pieces of others, and entries that join them. Not thread-safe. */
final class Group {
  private final List<Piece> pieces = new ArrayList<>();
  private final List<Entry> added = new ArrayList<>();
  private int count;
  private long weight;

  void add(Piece piece) {
    pieces.add(piece);
    count += piece.count();
    weight += piece.weight();
  }

  /** Adds an entry that is in no cluster yet, after those that it spends. */
  void add(Entry entry) {
    added.add(entry);
    count++;
    weight += entry.feeSize().size();
  }

  void addAll(Group other) {
    pieces.addAll(other.pieces);
    added.addAll(other.added);
    count += other.count;
    weight += other.weight;
  }

  int count() {
    return count;
  }

  /** With what many signature operations add, in weight units. */
  long weight() {
    return weight;
  }

  /**
   * Makes the cluster, for no more than 64 entries.
   *
   * @param parents what each of the entries that were added spends here
   */
  Cluster cluster(Map<Entry, List<Entry>> parents, RandomGenerator random) {
    if (added.isEmpty() && pieces.size() == 1) {
      var whole = pieces.getFirst();
      return new Cluster(
          whole.graph(), whole.entries().toArray(Entry[]::new), whole.order(), random);
    }
    var graph = new DependencyGraph();
    var entries = new Entry[count];
    var nodes = new LinkedHashMap<Entry, Integer>();
    var order = Linearization.EMPTY;
    for (var piece : pieces) {
      var numbers = graph.addAll(piece.graph(), piece.graph().nodes());
      for (int node = 0; node < numbers.length; node++) {
        if (numbers[node] >= 0) {
          place(piece.entries().get(node), numbers[node], entries, nodes);
        }
      }
      order = order.then(piece.order().renumbered(numbers));
    }
    for (var entry : added) {
      int node = graph.add(entry.feeSize());
      place(entry, node, entries, nodes);
      long needed = 0;
      for (var parent : parents.getOrDefault(entry, List.of())) {
        needed |= 1L << Objects.requireNonNull(nodes.get(parent));
      }
      graph.addDependencies(needed, node);
      order = order.then(Linearization.of(node));
    }
    return new Cluster(graph, entries, order, random);
  }

  private static void place(Entry entry, int node, Entry[] entries, Map<Entry, Integer> nodes) {
    entries[node] = entry;
    nodes.put(entry, node);
  }
}
