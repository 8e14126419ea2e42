package cairn.p2p.gossip;

import java.time.Duration;
import java.time.Instant;

/**
 * How many addresses of a peer are still looked at: one in ten seconds, and as many more as were
 * asked for. Everything beyond would only push others out of the tables.
 */
final class Allowance {
  private static final double PER_SECOND = 0.1;
  private static final double MAX_SAVED = 1000;

  /** At the start, the peer may tell of itself. */
  private double addresses = 1;

  private Instant last;

  Allowance(Instant now) {
    this.last = now;
  }

  /** Lets a peer answer a question with {@code count} addresses, however many it has left. */
  void raise(int count) {
    addresses += count;
  }

  /** Adds what has come together until {@code now}. */
  void grow(Instant now) {
    if (addresses < MAX_SAVED) {
      double seconds = Math.max(0, Duration.between(last, now).toMillis() / 1000.0);
      addresses = Math.min(addresses + seconds * PER_SECOND, MAX_SAVED);
    }
    last = now;
  }

  /** Takes one; false if there is none left. */
  boolean take() {
    if (addresses < 1) {
      return false;
    }
    addresses -= 1;
    return true;
  }
}
