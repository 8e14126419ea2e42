package cairn.p2p.host;

import cairn.p2p.peer.Alarms;
import java.time.Duration;
import java.time.InstantSource;

/** Alarms, and the clock they go by. */
record Timetable(Alarms alarms, InstantSource clock) {
  /** Runs what is due; whether there was anything. */
  boolean run() {
    var now = clock.instant();
    boolean due = !alarms.next().isAfter(now);
    if (due) {
      alarms.run(now);
    }
    return due;
  }

  /** How long it takes until something is due. */
  Duration untilNext() {
    return Duration.between(clock.instant(), alarms.next());
  }
}
