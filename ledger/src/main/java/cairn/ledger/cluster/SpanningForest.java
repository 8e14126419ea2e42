package cairn.ledger.cluster;

import java.util.SplittableRandom;

/**
 * A graph cut into chunks, each held together by a tree of its dependencies (Core's
 * SpanningForestState).
 *
 * <p>Some of the dependencies are <em>links</em>; nodes joined by links are a chunk, and no link
 * joins what is joined already. The forest is <em>topological</em> when no chunk needs another that
 * pays the same or less: then the chunks by falling rate make a linearization, for which see {@link
 * ForestOrder}. Taking a link away cuts its chunk in two, the <em>top</em> with the parent and the
 * <em>bottom</em> with the child. Where the top pays more, that is a step to something better, once
 * {@link #mergeUp} and {@link #mergeDown} have made the forest topological again; where no top pays
 * more than its bottom, there is nothing better.
 *
 * <p>A tree of n nodes has n - 1 links, so a chunk and its links fit into as many <em>slots</em> as
 * it has nodes. Each slot is a set of nodes with its fee and size: those of a chunk, or the top of
 * a link. To link two chunks makes the upper one's slot into that of the link, without a copy, and
 * to cut the link makes it a chunk's again. At first each node is a chunk, in the slot of the same
 * number.
 */
final class SpanningForest {
  /** Stands for no slot. */
  static final int NONE = -1;

  final DependencyGraph graph;

  /** For each node. */
  final long[] parents;

  final long[] children;
  private final byte[] chunkOf;

  /** For each slot. */
  private final NodeSets sets;

  /** For each chunk: the slots of its links, and what its members need or are needed by outside. */
  private final long[] links;

  private final long[] above;
  private final long[] below;

  /** For each link. */
  private final byte[] linkParent;

  private final byte[] linkChild;

  private long chunks;
  private final SplittableRandom random;
  private final Cost cost;

  /** Each node is a chunk; nothing is topological yet. */
  SpanningForest(DependencyGraph graph, SplittableRandom random, Cost cost) {
    this.graph = graph;
    this.random = random;
    this.cost = cost;
    int slots = graph.range();
    parents = new long[slots];
    children = new long[slots];
    chunkOf = new byte[slots];
    sets = new NodeSets(graph);
    links = new long[slots];
    linkParent = new byte[slots];
    linkChild = new byte[slots];
    chunks = graph.nodes();
    for (long left = chunks; left != 0; left = Bits.rest(left)) {
      int node = Bits.first(left);
      chunkOf[node] = (byte) node;
      parents[node] = graph.parents(node);
      for (long up = parents[node]; up != 0; up = Bits.rest(up)) {
        children[Bits.first(up)] |= Bits.of(node);
      }
    }
    above = parents.clone();
    below = children.clone();
    cost.prepared(graph.count());
  }

  /** The slots that are chunks. */
  long chunks() {
    return chunks;
  }

  boolean isChunk(int slot) {
    return Bits.has(chunks, slot);
  }

  int chunkOf(int node) {
    return chunkOf[node];
  }

  /** The nodes of a chunk, or of a link's top. */
  long members(int slot) {
    return sets.members(slot);
  }

  /** What a chunk comes to, or a link's top. */
  FeeSize feeSize(int slot) {
    return sets.feeSize(slot);
  }

  /** Nodes outside a chunk that are parents of its members. */
  long above(int chunk) {
    return above[chunk];
  }

  /** Nodes outside a chunk that are children of its members. */
  long below(int chunk) {
    return below[chunk];
  }

  /** The links that hold a chunk together. */
  long links(int chunk) {
    return links[chunk];
  }

  /** The links of a chunk whose tops pay more than the whole, and so more than their bottoms. */
  long linksToImprove(int chunk) {
    return linksByRate(chunk, 1);
  }

  /** The links of a chunk whose tops pay the same as the whole, and so as their bottoms. */
  long linksAtRate(int chunk) {
    return linksByRate(chunk, 0);
  }

  /** Whether the first of two chunks needs the other. */
  boolean needs(int chunk, int other) {
    return Bits.overlap(above[chunk], sets.members(other));
  }

  /**
   * Joins a chunk with the worst of those that it needs, if that one pays no more than itself.
   * Returns the chunk that they have become, or {@link #NONE}.
   */
  int joinAbove(int chunk) {
    int worst = extreme(chunk, above[chunk], -1);
    return worst == NONE ? NONE : merge(worst, chunk);
  }

  /**
   * Joins a chunk with the best of those that need it, if that one pays no less than itself.
   * Returns the chunk that they have become, or {@link #NONE}.
   */
  int joinBelow(int chunk) {
    int best = extreme(chunk, below[chunk], 1);
    return best == NONE ? NONE : merge(chunk, best);
  }

  /** Joins a chunk with what it needs as long as that can be. Returns what it has become. */
  int mergeUp(int chunk) {
    int merged = chunk;
    for (int next = joinAbove(merged); next != NONE; next = joinAbove(merged)) {
      merged = next;
    }
    return merged;
  }

  /** Joins a chunk with what needs it as long as that can be. Returns what it has become. */
  int mergeDown(int chunk) {
    int merged = chunk;
    for (int next = joinBelow(merged); next != NONE; next = joinBelow(merged)) {
      merged = next;
    }
    return merged;
  }

  /**
   * Joins two chunks by one of the dependencies of the bottom on the top, whichever. Returns the
   * chunk that they have become.
   */
  int merge(int top, int bottom) {
    long upper = sets.members(top);
    long lower = sets.members(bottom);
    int choices = 0;
    for (long left = upper; left != 0; left = Bits.rest(left)) {
      choices += Bits.count(children[Bits.first(left)] & lower);
    }
    cost.merged(Bits.count(upper), Bits.count(lower));
    int choice = choices == 1 ? 0 : random.nextInt(choices);
    for (long left = upper; ; left = Bits.rest(left)) {
      int parent = Bits.first(left);
      long candidates = children[parent] & lower;
      if (choice < Bits.count(candidates)) {
        link(parent, Bits.nth(candidates, choice));
        return bottom;
      }
      choice -= Bits.count(candidates);
    }
  }

  /**
   * Takes a link away: its own slot becomes the chunk of the parent, and that which was the chunk's
   * is left to the child's.
   */
  void cut(int link) {
    int parent = linkParent[link];
    int child = linkChild[link];
    int bottom = chunkOf[parent];
    long all = links[bottom] & ~Bits.of(link);
    long moved = 0;
    cost.cut(Bits.count(sets.members(bottom)));
    sets.remove(bottom, link);
    for (long left = all; left != 0; left = Bits.rest(left)) {
      int each = Bits.first(left);
      if (sets.contains(link, linkParent[each])) {
        moved |= Bits.of(each);
        if (sets.contains(each, parent)) {
          sets.remove(each, bottom);
        }
      } else if (sets.contains(each, child)) {
        sets.remove(each, link);
      }
    }
    links[link] = moved;
    links[bottom] = all & ~moved;
    chunks |= Bits.of(link);
    findNeighbours(link);
    findNeighbours(bottom);
  }

  /** Makes a dependency between two chunks a link; the child's slot becomes the chunk of both. */
  private void link(int parent, int child) {
    int top = chunkOf[parent];
    int bottom = chunkOf[child];
    // A link that has one end of the new one in its top gets all that is behind the other end.
    for (long left = links[top]; left != 0; left = Bits.rest(left)) {
      if (sets.contains(Bits.first(left), parent)) {
        sets.add(Bits.first(left), bottom);
      }
    }
    for (long left = links[bottom]; left != 0; left = Bits.rest(left)) {
      if (sets.contains(Bits.first(left), child)) {
        sets.add(Bits.first(left), top);
      }
    }
    sets.add(bottom, top);
    for (long left = sets.members(top); left != 0; left = Bits.rest(left)) {
      chunkOf[Bits.first(left)] = (byte) bottom;
    }
    above[bottom] = (above[bottom] | above[top]) & ~sets.members(bottom);
    below[bottom] = (below[bottom] | below[top]) & ~sets.members(bottom);
    links[bottom] |= links[top] | Bits.of(top);
    linkParent[top] = (byte) parent;
    linkChild[top] = (byte) child;
    chunks &= ~Bits.of(top);
  }

  private void findNeighbours(int chunk) {
    long up = 0;
    long down = 0;
    for (long left = sets.members(chunk); left != 0; left = Bits.rest(left)) {
      int node = Bits.first(left);
      chunkOf[node] = (byte) chunk;
      up |= parents[node];
      down |= children[node];
    }
    above[chunk] = up & ~sets.members(chunk);
    below[chunk] = down & ~sets.members(chunk);
  }

  /**
   * The chunk among neighbours that pays most, or least, if it pays no less than a chunk, or no
   * more; any of several such.
   *
   * @param sign 1 for the most, -1 for the least
   */
  private int extreme(int chunk, long neighbours, int sign) {
    int best = chunk;
    long equals = 0;
    int steps = 0;
    for (long left = neighbours; left != 0; steps++) {
      int other = chunkOf[Bits.first(left)];
      left &= ~sets.members(other);
      int comparison = -sign * sets.compareRates(best, other);
      if (comparison >= 0) {
        equals = Bits.of(other) | (comparison == 0 ? equals : 0);
        best = other;
      }
    }
    cost.searched(steps);
    return equals == 0 ? NONE : Bits.pick(equals, random);
  }

  private long linksByRate(int chunk, int sign) {
    long found = 0;
    for (long left = links[chunk]; left != 0; left = Bits.rest(left)) {
      if (Integer.signum(sets.compareRates(Bits.first(left), chunk)) == sign) {
        found |= Bits.of(Bits.first(left));
      }
    }
    cost.examined(Bits.count(links[chunk]) + 1);
    return found;
  }
}
