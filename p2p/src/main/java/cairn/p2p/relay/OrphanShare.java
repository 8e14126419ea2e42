package cairn.p2p.relay;

import java.util.TreeMap;

/** What one peer has in the orphanage, by the numbers of its announcements. */
final class OrphanShare {
  final TreeMap<Long, Orphan> idle = new TreeMap<>();

  /** Those that are to be tried again before more is taken from the peer. */
  final TreeMap<Long, Orphan> work = new TreeMap<>();

  private long weight;
  private int latencyScore;

  int size() {
    return idle.size() + work.size();
  }

  long weight() {
    return weight;
  }

  /** The one to go first. */
  Orphan oldest() {
    return (idle.isEmpty() ? work : idle).firstEntry().getValue();
  }

  void add(long number, Orphan orphan) {
    idle.put(number, orphan);
    weight += orphan.transaction.weight();
    latencyScore += 1 + orphan.inputScore();
  }

  void remove(long number, Orphan orphan) {
    idle.remove(number);
    work.remove(number);
    weight -= orphan.transaction.weight();
    latencyScore -= 1 + orphan.inputScore();
  }

  /** How much of what is reserved for the peer it takes, by what it takes most of. */
  OrphanLoad load(int allowedScore, long allowedWeight) {
    return new OrphanLoad(latencyScore, allowedScore).max(new OrphanLoad(weight, allowedWeight));
  }
}
