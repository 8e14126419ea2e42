package cairn.p2p.peer;

import java.time.Instant;

/**
 * One alarm that can be put forward: its task runs once, at the earliest of the times asked for.
 */
public final class Wakeup {
  private final Alarms alarms;
  private final Runnable task;
  private Instant due = Instant.MAX;

  public Wakeup(Alarms alarms, Runnable task) {
    this.alarms = alarms;
    this.task = task;
  }

  /**
   * Has the task run at {@code time}, or before if that was asked for; never at the latest time.
   */
  public void at(Instant time) {
    if (time.isBefore(due)) {
      due = time;
      alarms.at(time, () -> ring(time));
    }
  }

  /** Whether the task is going to run. */
  public boolean isSet() {
    return !due.equals(Instant.MAX);
  }

  /** Whether the task is not going to run until after {@code time}. */
  public boolean isLaterThan(Instant time) {
    return due.isAfter(time);
  }

  /** An alarm that was put forward rings again at its old time, and is not meant any more. */
  private void ring(Instant time) {
    if (time.equals(due)) {
      due = Instant.MAX;
      task.run();
    }
  }
}
