package cairn.ledger.cluster;

/** Sets of nodes that are numbered themselves, with what each comes to. */
final class NodeSets {
  private final long[] members;
  private final long[] fees;
  private final long[] sizes;

  /** As many sets as there are numbers of nodes, each with the node of its number. */
  NodeSets(DependencyGraph graph) {
    members = new long[graph.range()];
    fees = new long[graph.range()];
    sizes = new long[graph.range()];
    for (long left = graph.nodes(); left != 0; left = Bits.rest(left)) {
      int node = Bits.first(left);
      members[node] = Bits.of(node);
      fees[node] = graph.fee(node);
      sizes[node] = graph.size(node);
    }
  }

  long members(int set) {
    return members[set];
  }

  FeeSize feeSize(int set) {
    return new FeeSize(fees[set], sizes[set]);
  }

  boolean contains(int set, int node) {
    return Bits.has(members[set], node);
  }

  /** Adds the members of another set, which this one has none of. */
  void add(int set, int other) {
    members[set] |= members[other];
    fees[set] += fees[other];
    sizes[set] += sizes[other];
  }

  /** Takes away the members of another set, all of which this one has. */
  void remove(int set, int other) {
    members[set] &= ~members[other];
    fees[set] -= fees[other];
    sizes[set] -= sizes[other];
  }

  /** Positive if the first pays more for its size. */
  int compareRates(int set, int other) {
    return FeeSize.compareRates(fees[set], sizes[set], fees[other], sizes[other]);
  }
}
