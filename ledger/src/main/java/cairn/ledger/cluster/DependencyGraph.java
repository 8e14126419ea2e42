package cairn.ledger.cluster;

import java.util.Arrays;

/**
 * At most 64 nodes with their fees and sizes, and which of them needs which others before it.
 *
 * <p>Nodes are numbers below 64, and sets of nodes are the bits of a {@code long}. A number is free
 * for another node once its own was removed. Only the ancestors and descendants of each node are
 * known, itself included: with C needing B, and B needing A, it cannot be told whether C also needs
 * A itself. So parents and children are the fewest from which the rest follows; and a node that is
 * removed leaves its ancestors to its descendants. Nothing ever needs itself.
 *
 * <p>Takes little room for few nodes, since most clusters have one. Not thread-safe.
 */
public final class DependencyGraph {
  /** As many as a set holds. Core's clusters have no more either. */
  public static final int MAX_NODES = Long.SIZE;

  private long nodes;
  private long[] fees;
  private long[] sizes;
  private long[] ancestors;
  private long[] descendants;

  /** An empty graph. */
  public DependencyGraph() {
    this(1);
  }

  private DependencyGraph(int capacity) {
    fees = new long[capacity];
    sizes = new long[capacity];
    ancestors = new long[capacity];
    descendants = new long[capacity];
  }

  /** A copy that takes no more room than it needs, and changes on its own. */
  public DependencyGraph copy() {
    var copy = new DependencyGraph(Math.max(1, range()));
    copy.nodes = nodes;
    System.arraycopy(fees, 0, copy.fees, 0, range());
    System.arraycopy(sizes, 0, copy.sizes, 0, range());
    System.arraycopy(ancestors, 0, copy.ancestors, 0, range());
    System.arraycopy(descendants, 0, copy.descendants, 0, range());
    return copy;
  }

  public long nodes() {
    return nodes;
  }

  public int count() {
    return Bits.count(nodes);
  }

  /** One more than the highest node; zero without nodes. */
  public int range() {
    return Long.SIZE - Long.numberOfLeadingZeros(nodes);
  }

  public boolean contains(int node) {
    return Bits.has(nodes, node);
  }

  /**
   * Adds a node that needs no other, and returns its number: the lowest that is free.
   *
   * @throws IllegalStateException if all are taken
   */
  public int add(FeeSize feeSize) {
    if (nodes == -1) {
      throw new IllegalStateException("a graph holds no more than " + MAX_NODES + " nodes");
    }
    int node = Bits.first(~nodes);
    reserve(node + 1);
    nodes |= Bits.of(node);
    ancestors[node] = Bits.of(node);
    descendants[node] = Bits.of(node);
    set(node, feeSize);
    return node;
  }

  /** Gives a node another fee or size. */
  public void set(int node, FeeSize feeSize) {
    check(Bits.of(node));
    if (feeSize.isNone()) {
      throw new IllegalArgumentException("a node has a size");
    }
    fees[node] = feeSize.fee();
    sizes[node] = feeSize.size();
  }

  /** Removes nodes; what needed them goes on to need what they needed. */
  public void remove(long removed) {
    check(removed);
    nodes &= ~removed;
    for (int node = 0; node < range(); node++) {
      ancestors[node] &= nodes;
      descendants[node] &= nodes;
    }
  }

  /**
   * Has a node need others.
   *
   * @throws IllegalArgumentException if one of those needs the node already
   */
  public void addDependencies(long parents, int child) {
    check(parents | Bits.of(child));
    long added = 0;
    for (long left = parents; left != 0; left = Bits.rest(left)) {
      added |= ancestors[Bits.first(left)];
    }
    added &= ~ancestors[child];
    if (Bits.overlap(added, descendants[child])) {
      throw new IllegalArgumentException("node " + child + " would need itself");
    }
    for (long left = added; left != 0; left = Bits.rest(left)) {
      descendants[Bits.first(left)] |= descendants[child];
    }
    for (long left = added == 0 ? 0 : descendants[child]; left != 0; left = Bits.rest(left)) {
      ancestors[Bits.first(left)] |= added;
    }
  }

  /**
   * Adds nodes of another graph, with what they need of each other.
   *
   * @return for each number there the number here, or -1 for nodes that were not among them
   */
  public int[] addAll(DependencyGraph other, long chosen) {
    other.check(chosen);
    var numbers = new int[other.range()];
    Arrays.fill(numbers, -1);
    for (long left = chosen; left != 0; left = Bits.rest(left)) {
      int node = Bits.first(left);
      numbers[node] = add(other.feeSize(node));
    }
    for (long left = chosen; left != 0; left = Bits.rest(left)) {
      int from = Bits.first(left);
      ancestors[numbers[from]] = renumbered(other.ancestors[from] & chosen, numbers);
      descendants[numbers[from]] = renumbered(other.descendants[from] & chosen, numbers);
    }
    return numbers;
  }

  public FeeSize feeSize(int node) {
    check(Bits.of(node));
    return new FeeSize(fees[node], sizes[node]);
  }

  /** What nodes come to together. */
  public FeeSize feeSizeOf(long some) {
    check(some);
    long fee = 0;
    long size = 0;
    for (long left = some; left != 0; left = Bits.rest(left)) {
      fee += fees[Bits.first(left)];
      size += sizes[Bits.first(left)];
    }
    return new FeeSize(fee, size);
  }

  /** The node and all that it needs. */
  public long ancestors(int node) {
    check(Bits.of(node));
    return ancestors[node];
  }

  /** The node and all that need it. */
  public long descendants(int node) {
    check(Bits.of(node));
    return descendants[node];
  }

  /** What a node needs that nothing else it needs does. */
  public long parents(int node) {
    return nearest(node, ancestors);
  }

  /** What needs a node, and nothing else that needs it. */
  public long children(int node) {
    return nearest(node, descendants);
  }

  /** How many pairs of parent and child there are. */
  public int dependencies() {
    int sum = 0;
    for (long left = nodes; left != 0; left = Bits.rest(left)) {
      sum += Bits.count(parents(Bits.first(left)));
    }
    return sum;
  }

  /**
   * The nodes that hang together with one, among some. Two that need one another are neighbours
   * even where what is between them is not among the some.
   */
  public long component(int node, long some) {
    check(some);
    long component = 0;
    for (long next = Bits.of(node) & some; next != 0; ) {
      int reached = Bits.first(next);
      component |= Bits.of(reached);
      next = (next | ((ancestors[reached] | descendants[reached]) & some)) & ~component;
    }
    return component;
  }

  /** Whether some nodes hang together; none do. */
  public boolean isConnected(long some) {
    return some == 0 || component(Bits.first(some), some) == some;
  }

  long fee(int node) {
    return fees[node];
  }

  long size(int node) {
    return sizes[node];
  }

  int compareRates(int node, int other) {
    return FeeSize.compareRates(fees[node], sizes[node], fees[other], sizes[other]);
  }

  private long nearest(int node, long[] related) {
    check(Bits.of(node));
    long nearest = related[node] & ~Bits.of(node);
    for (long left = nearest; left != 0; left = Bits.rest(left)) {
      int near = Bits.first(left);
      nearest &= ~related[near] | Bits.of(near);
      left &= nearest | Bits.of(near);
    }
    return nearest;
  }

  private static long renumbered(long set, int[] numbers) {
    long renumbered = 0;
    for (long left = set; left != 0; left = Bits.rest(left)) {
      renumbered |= Bits.of(numbers[Bits.first(left)]);
    }
    return renumbered;
  }

  private void check(long some) {
    if (!Bits.within(some, nodes)) {
      throw new IllegalArgumentException("no such nodes: " + Long.toBinaryString(some & ~nodes));
    }
  }

  private void reserve(int room) {
    if (room > fees.length) {
      int capacity = Math.min(MAX_NODES, Math.max(room, 2 * fees.length));
      fees = Arrays.copyOf(fees, capacity);
      sizes = Arrays.copyOf(sizes, capacity);
      ancestors = Arrays.copyOf(ancestors, capacity);
      descendants = Arrays.copyOf(descendants, capacity);
    }
  }
}
