package cairn.ledger.mempool;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What would have to go from the pool for others. */
final class Rivals {
  private final Collection<Entry> direct;
  private final int clusters;

  /**
   * @param direct without what depends on them
   */
  Rivals(Collection<Entry> direct) {
    this.direct = direct;
    Set<Cluster> found = new LinkedHashSet<>();
    direct.forEach(entry -> found.add(entry.cluster()));
    this.clusters = found.size();
  }

  /** In how many clusters these are: it bounds the work of all else. */
  int clusters() {
    return clusters;
  }

  /** With all that depends on them. */
  Set<Entry> all(Pool pool) {
    return pool.withDescendants(direct);
  }

  /** What all of these pay, with what the operator has added. */
  static long feeSats(Collection<Entry> entries) {
    return entries.stream().mapToLong(Entry::modifiedFeeSats).sum();
  }
}
