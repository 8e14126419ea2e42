package cairn.ledger.mempool;

import cairn.ledger.MempoolLimits;
import cairn.ledger.MempoolListener.Removal;
import cairn.ledger.cluster.Trim;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Makes clusters of entries that came back out of blocks and of those that were in the pool and
 * spend them, and has some go where that would be too many.
 */
record Relinking(Pool pool, Housekeeping housekeeping, MempoolLimits limits) {
  /**
   * @param parents of which it is not known yet what spends them
   */
  void withChildren(List<Entry> parents) {
    Set<Cluster> clusters = new LinkedHashSet<>();
    for (var parent : parents) {
      var children = pool.children(parent.transaction());
      if (!children.isEmpty()) {
        clusters.add(parent.cluster());
        children.forEach(child -> clusters.add(child.cluster()));
      }
    }
    if (!clusters.isEmpty()) {
      var removed = tooMany(clusters, parents);
      housekeeping.change(Regrouping.relinked(pool, clusters, removed), Removal.SIZE_LIMIT);
    }
  }

  private Set<Entry> tooMany(Set<Cluster> clusters, List<Entry> parents) {
    long maxWeight = limits.clusterVirtualBytes() * Transaction.WITNESS_SCALE_FACTOR;
    var trim = new Trim(limits.clusterCount(), maxWeight);
    var numbers = new LinkedHashMap<Entry, Integer>();
    var entries = new ArrayList<Entry>();
    for (var cluster : clusters) {
      int number = trim.add(cluster.graph(), cluster.order());
      for (var entry : cluster.entries()) {
        numbers.put(entry, number);
        entries.add(entry);
        number++;
      }
    }
    for (var parent : parents) {
      for (var child : pool.children(parent.transaction())) {
        trim.addDependency(
            Objects.requireNonNull(numbers.get(parent)),
            Objects.requireNonNull(numbers.get(child)));
      }
    }
    var removed = new HashSet<Entry>();
    trim.removed().forEach(number -> removed.add(entries.get(number)));
    return removed;
  }
}
