package cairn.ledger.mempool;

import cairn.ledger.MempoolLimits;
import cairn.ledger.cluster.Diagram.Comparison;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the clusters if some entries go and others come. Nothing changes before {@link
 * Pool#apply}, and in between the pool must not. Not thread-safe.
 */
final class Regrouping {
  private final Collection<Entry> removed;
  private final List<Entry> added;
  private final Set<Cluster> before = new LinkedHashSet<>();

  /** What those spend of the pool, and of one another, that get a new place. */
  private final Map<Entry, List<Entry>> parents = new LinkedHashMap<>();

  private final Set<Group> groups = new LinkedHashSet<>();
  private final Map<Entry, Group> groupOf = new LinkedHashMap<>();
  private final RandomGenerator random;
  private @Nullable List<Cluster> after;

  private Regrouping(Pool pool, Collection<Entry> removed, List<Entry> added) {
    this.removed = removed;
    this.added = added;
    this.random = pool.random();
  }

  /**
   * Some go and others come.
   *
   * @param removed whatever needs one of them is among them too, unless it can do without
   * @param added each after those among them that it spends; nothing in the pool spends them
   */
  static Regrouping of(Pool pool, Collection<Entry> removed, List<Entry> added) {
    var change = new Regrouping(pool, removed, added);
    var newcomers = new HashMap<Txid, Entry>();
    for (var entry : added) {
      var all = pool.parents(entry.transaction(), newcomers);
      change.parents.put(entry, all.stream().filter(parent -> !removed.contains(parent)).toList());
      newcomers.put(entry.txid(), entry);
    }
    change.split();
    added.forEach(change::join);
    return change;
  }

  /**
   * Clusters are made anew, because more may hang together than was known.
   *
   * @param removed of these clusters, with all that needs them
   */
  static Regrouping relinked(Pool pool, Collection<Cluster> clusters, Set<Entry> removed) {
    var change = new Regrouping(pool, removed, List.of());
    change.before.addAll(clusters);
    Set<Entry> sorted = new LinkedHashSet<>(removed);
    for (var cluster : clusters) {
      cluster.entries().forEach(entry -> change.sort(pool, entry, sorted));
    }
    change.parents.keySet().removeAll(removed);
    sorted.stream().filter(entry -> !removed.contains(entry)).forEach(change::join);
    return change;
  }

  /** Another fee counts for an entry than when its cluster was made. */
  static Regrouping repriced(Pool pool, Entry entry) {
    var change = new Regrouping(pool, List.of(), List.of());
    var cluster = entry.cluster();
    change.before.add(cluster);
    for (var piece : Piece.of(cluster, 0)) {
      piece.reprice(entry);
      var group = new Group();
      group.add(piece);
      change.groups.add(group);
    }
    return change;
  }

  /** Puts an entry behind all that it spends. */
  private void sort(Pool pool, Entry entry, Set<Entry> sorted) {
    if (!sorted.contains(entry)) {
      var needed = pool.parents(entry.transaction());
      needed.forEach(parent -> sort(pool, parent, sorted));
      parents.put(entry, needed);
      sorted.add(entry);
    }
  }

  /** Makes a group of each piece that is left of the clusters that change. */
  private void split() {
    var gone = new LinkedHashMap<Cluster, Long>();
    for (var entry : removed) {
      gone.merge(entry.cluster(), 1L << entry.node(), (one, other) -> one | other);
    }
    before.addAll(gone.keySet());
    for (var spent : parents.values()) {
      spent.stream()
          .filter(parent -> !parents.containsKey(parent))
          .forEach(parent -> before.add(parent.cluster()));
    }
    for (var cluster : before) {
      for (var piece : Piece.of(cluster, gone.getOrDefault(cluster, 0L))) {
        var group = new Group();
        group.add(piece);
        groups.add(group);
        for (var entry : piece.entries()) {
          groupOf.put(entry, group);
        }
      }
    }
  }

  /** Makes one group of an entry and all groups that it spends from. */
  private void join(Entry entry) {
    var joined = new Group();
    var parts = new HashSet<Group>();
    for (var parent : parents.getOrDefault(entry, List.of())) {
      var group = groupOf.get(parent);
      if (group != null && parts.add(group)) {
        joined.addAll(group);
        groups.remove(group);
      }
    }
    joined.add(entry);
    groups.add(joined);
    groupOf.replaceAll((_, group) -> parts.contains(group) ? joined : group);
    groupOf.put(entry, joined);
  }

  Collection<Entry> removed() {
    return removed;
  }

  List<Entry> added() {
    return added;
  }

  /** The clusters that there will not be any more. */
  Collection<Cluster> before() {
    return before;
  }

  /** Whether the clusters that come about are within the limits. */
  boolean fits(MempoolLimits limits) {
    long maxWeight = limits.clusterVirtualBytes() * Transaction.WITNESS_SCALE_FACTOR;
    return groups.stream()
        .allMatch(group -> group.count() <= limits.clusterCount() && group.weight() <= maxWeight);
  }

  /** The clusters that come about; {@link #fits} comes first. */
  List<Cluster> after() {
    if (after == null) {
      after = new ArrayList<>(groups.size());
      for (var group : groups) {
        after.add(group.cluster(parents, random));
      }
    }
    return after;
  }

  /** Whether a miner is better off with what comes about than with what there was. */
  boolean isBetter() {
    return Cluster.diagram(after()).compare(Cluster.diagram(before)) == Comparison.BETTER;
  }
}
