package cairn.p2p.peer;

import java.time.Duration;
import java.time.InstantSource;

/** Alarms, and the clock they go by. */
public record Timetable(Alarms alarms, InstantSource clock) {
  /** Has {@code task} run in so long. */
  public void after(Duration delay, Runnable task) {
    alarms.at(clock.instant().plus(delay), task);
  }

  /** Runs what is due; whether there was anything. */
  public boolean run() {
    var now = clock.instant();
    boolean due = !alarms.next().isAfter(now);
    if (due) {
      alarms.run(now);
    }
    return due;
  }

  /** How long it takes until something is due. */
  public Duration untilNext() {
    return Duration.between(clock.instant(), alarms.next());
  }
}
