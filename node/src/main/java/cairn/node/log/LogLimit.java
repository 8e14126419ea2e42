package cairn.node.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps others from filling the disk by having the same line logged without end: so much in an hour
 * from one place of the program, as in Bitcoin Core. Thread-safe.
 */
final class LogLimit {
  static final int MOST = 1 << 20;
  static final Duration WINDOW = Duration.ofHours(1);

  private final LongSupplier nanos;
  private final Map<Place, Written> places = new HashMap<>();
  private long since;

  /**
   * @param nanos the time, by a clock that nobody sets
   */
  LogLimit(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /** Whether a line is written. */
  enum Answer {
    WRITTEN,

    /** It is the last one of its place for now. */
    LAST,
    LEFT_OUT
  }

  /** What was left out of one place's lines. */
  record Omission(String place, long characters) {}

  /** Lines without arguments may be different each time: those of one logger are one place. */
  private record Place(String logger, String pattern) {
    static Place of(ILoggingEvent event) {
      var arguments = event.getArgumentArray();
      boolean isPattern = arguments != null && arguments.length > 0;
      return new Place(event.getLoggerName(), isPattern ? event.getMessage() : "");
    }
  }

  private static final class Written {
    private long characters;
    private long leftOut;
  }

  synchronized Answer take(ILoggingEvent event) {
    var written = places.computeIfAbsent(Place.of(event), _ -> new Written());
    int length = event.getFormattedMessage().length();
    if (written.leftOut > 0 || written.characters >= MOST) {
      written.leftOut += length;
      return Answer.LEFT_OUT;
    }
    written.characters += length;
    return written.characters < MOST ? Answer.WRITTEN : Answer.LAST;
  }

  /** What was left out of the window that has just ended; nothing while it goes on. */
  synchronized List<Omission> ended() {
    long now = nanos.getAsLong();
    if (now - since < WINDOW.toNanos()) {
      return List.of();
    }
    var omissions = new ArrayList<Omission>();
    places.forEach((place, written) -> {
      if (written.leftOut > 0) {
        omissions.add(new Omission(place.logger(), written.leftOut));
      }
    });
    places.clear();
    since = now;
    return omissions;
  }
}
