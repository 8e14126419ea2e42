package cairn.p2p.relay;

import cairn.p2p.TransactionPool;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Timetable;
import java.time.Duration;

/**
 * Announces this node's own transactions again, as long as nobody has fetched them: the peers that
 * there were may not have passed them on, or there were none.
 */
final class Rebroadcast {
  static final Duration INTERVAL = Duration.ofMinutes(10);

  /** What is added to the interval at random, lest the node be known by its rhythm. */
  static final Duration SPREAD = Duration.ofMinutes(5);

  private final Surroundings surroundings;
  private final Timetable tasks;
  private final TransactionPool pool;
  private final Announcements announcements;

  Rebroadcast(
      Surroundings surroundings,
      Timetable tasks,
      TransactionPool pool,
      Announcements announcements) {
    this.surroundings = surroundings;
    this.tasks = tasks;
    this.pool = pool;
    this.announcements = announcements;
  }

  void start() {
    schedule();
  }

  private void schedule() {
    var spread = Duration.ofMillis(surroundings.random().nextLong(SPREAD.toMillis()));
    tasks.after(INTERVAL.plus(spread), this::run);
  }

  private void run() {
    for (var txid : pool.notFetched()) {
      var entry = pool.find(txid);
      if (entry != null) {
        announcements.announce(entry.transaction().wtxid());
      }
    }
    schedule();
  }
}
