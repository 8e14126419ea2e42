package cairn.ledger.mempool;

import cairn.ledger.cluster.Chunk;
import cairn.ledger.cluster.DependencyGraph;
import cairn.ledger.cluster.Diagram;
import cairn.ledger.cluster.FeeSize;
import cairn.ledger.cluster.Linearization;
import cairn.ledger.cluster.Linearizer;
import cairn.primitives.Hash256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Entries that depend on one another, if only through others, in the order in which they are best
 * mined. Immutable.
 */
final class Cluster {
  /** Of two entries that are as good, as in Core the one whose txid has lower bytes goes first. */
  static final Comparator<Entry> BY_TXID =
      (one, other) -> Hash256.WIRE_ORDER.compare(one.txid(), other.txid());

  private final DependencyGraph graph;
  private final Entry[] entries;
  private final Linearization order;
  private final List<Chunk> chunks;
  private final boolean optimal;

  /** Of each node: how many come before it, and which chunk it is in. */
  private final byte[] positions;

  private final byte[] chunkIndexes;

  /**
   * Finds an order.
   *
   * @param graph not to be changed any more
   * @param entries by their numbers in the graph
   * @param known an order to begin with
   * @param random nobody can foresee
   */
  Cluster(DependencyGraph graph, Entry[] entries, Linearization known, RandomGenerator random) {
    this.graph = graph;
    this.entries = entries;
    var linearizer = new Linearizer((one, other) -> BY_TXID.compare(entries[one], entries[other]));
    var found = linearizer.linearize(graph, known, random.nextLong(), Linearizer.ACCEPTABLE_COST);
    this.order = found.linearization();
    this.optimal = found.optimal();
    this.chunks = Chunk.of(graph, order);
    this.positions = new byte[graph.range()];
    this.chunkIndexes = new byte[graph.range()];
    for (int i = 0; i < order.length(); i++) {
      positions[order.node(i)] = (byte) i;
    }
    for (int i = 0; i < chunks.size(); i++) {
      for (long left = chunks.get(i).nodes(); left != 0; left &= left - 1) {
        chunkIndexes[Long.numberOfTrailingZeros(left)] = (byte) i;
      }
    }
  }

  DependencyGraph graph() {
    return graph;
  }

  Linearization order() {
    return order;
  }

  /** Whether there is no better order, as far as is known. */
  boolean isOptimal() {
    return optimal;
  }

  int count() {
    return order.length();
  }

  /** In the order in which they are best mined. */
  List<Entry> entries() {
    return entries(graph.nodes());
  }

  /** Those of a set of nodes, in that order. */
  List<Entry> entries(long nodes) {
    var chosen = new ArrayList<Entry>(Long.bitCount(nodes));
    for (int i = 0; i < order.length(); i++) {
      int node = order.node(i);
      if ((nodes >>> node & 1) != 0) {
        chosen.add(entries[node]);
      }
    }
    return chosen;
  }

  Entry entry(int node) {
    return entries[node];
  }

  /** What is best mined together, the best first. */
  List<Chunk> chunks() {
    return chunks;
  }

  /** The place among {@link #chunks} of the one that an entry is mined in. */
  int chunkOf(Entry entry) {
    return chunkIndexes[entry.node()];
  }

  /** How many of the cluster are mined before an entry. */
  int position(Entry entry) {
    return positions[entry.node()];
  }

  /** What all of them together bring a miner. */
  static Diagram diagram(Iterable<Cluster> clusters) {
    var all = new ArrayList<FeeSize>();
    for (var cluster : clusters) {
      cluster.chunks.forEach(chunk -> all.add(chunk.feeSize()));
    }
    return Diagram.ofAll(all);
  }
}
