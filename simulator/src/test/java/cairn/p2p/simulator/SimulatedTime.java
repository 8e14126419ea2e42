package cairn.p2p.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * Time that passes when there is nothing left to do, and what is to be done at which time: in the
 * order of the times, and at one time in the order in which it was asked for.
 */
final class SimulatedTime implements InstantSource {
  private final Agenda agenda = new Agenda();
  private final Instant start;
  private long now;
  private Instant instant;

  SimulatedTime(Instant start) {
    this.start = start;
    this.instant = start;
  }

  /** In microseconds since the start. */
  long micros() {
    return now;
  }

  @Override
  public Instant instant() {
    return instant;
  }

  /** The time that is {@code micros} after the start. */
  Instant instant(long micros) {
    return start.plusNanos(TimeUnit.MICROSECONDS.toNanos(micros));
  }

  /** How many microseconds after the start {@code time} is, or the next one to begin. */
  long micros(Instant time) {
    long seconds = time.getEpochSecond() - start.getEpochSecond();
    long nanos = TimeUnit.SECONDS.toNanos(seconds) + time.getNano() - start.getNano();
    return Math.ceilDiv(nanos, TimeUnit.MICROSECONDS.toNanos(1));
  }

  static long micros(Duration duration) {
    return TimeUnit.NANOSECONDS.toMicros(duration.toNanos());
  }

  /** Has {@code task} run at {@code due}, in microseconds since the start; now if that is past. */
  void at(long due, Runnable task) {
    agenda.add(Math.max(due, now), task);
  }

  void after(Duration delay, Runnable task) {
    at(now + micros(delay), task);
  }

  /** Lets time pass, and runs what becomes due. */
  void pass(Duration duration) {
    long end = now + micros(duration);
    while (agenda.next() <= end) {
      set(agenda.next());
      agenda.remove().run();
    }
    set(end);
  }

  private void set(long micros) {
    if (micros != now) {
      now = micros;
      instant = instant(micros);
    }
  }
}
