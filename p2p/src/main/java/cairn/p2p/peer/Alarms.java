package cairn.p2p.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What is to be done at a later time, in the order of the times, and at one time in the order in
 * which it was asked for: so the same events always have the same effects.
 *
 * <p>An alarm cannot be called off. Whoever is called looks whether there is still something to do.
 * Not thread-safe.
 */
public final class Alarms {
  private record Alarm(Instant due, long number, Runnable task) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private long asked;

  /** Has {@code task} run at {@code due}, or as soon after as can be. */
  public void at(Instant due, Runnable task) {
    alarms.add(new Alarm(due, asked++, task));
  }

  /**
   * Has all that was asked for so far run sooner by as much, as if time had passed for it ({@code
   * mockscheduler}).
   */
  public void forward(Duration by) {
    var all = List.copyOf(alarms);
    alarms.clear();
    for (var alarm : all) {
      alarms.add(new Alarm(alarm.due.minus(by), alarm.number, alarm.task));
    }
  }

  /** When {@link #run} has something to do; {@link Instant#MAX} if there is nothing. */
  public Instant next() {
    var first = alarms.peek();
    return first == null ? Instant.MAX : first.due;
  }

  /** Runs all that is due at {@code now}, but not what these ask for in turn. */
  public void run(Instant now) {
    long askedBefore = asked;
    for (var first = alarms.peek();
        first != null && !first.due.isAfter(now) && first.number < askedBefore;
        first = alarms.peek()) {
      alarms.remove();
      first.task.run();
    }
  }
}
