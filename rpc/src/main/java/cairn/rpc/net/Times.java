package cairn.rpc.net;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lengths of time, as numbers. */
final class Times {
  private Times() {}

  /** Whole seconds; the rest is cut off, so that it is less both above zero and below. */
  static long seconds(Duration duration) {
    return TimeUnit.MILLISECONDS.toSeconds(duration.toMillis());
  }

  /** Seconds with all their digits. */
  static double exactSeconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
