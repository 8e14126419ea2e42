package cairn.p2p.relay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A limit on how often something is done, in the long run: tokens come in at a steady rate, up to a
 * number, and are spent. More may be spent than there are; then it takes longer until there are
 * some again.
 */
final class TokenBucket {
  private final double perSecond;
  private final double capacity;
  private double tokens;
  private @Nullable Instant filled;

  TokenBucket(double perSecond, double tokens, double capacity) {
    this.perSecond = perSecond;
    this.capacity = capacity;
    this.tokens = Math.min(tokens, capacity);
  }

  /** Adds what has come in since the last time; nothing at the first time, or if time ran back. */
  void refill(Instant now) {
    if (filled != null && now.isAfter(filled)) {
      double seconds = Duration.between(filled, now).toNanos() / 1e9;
      tokens = Math.min(capacity, tokens + perSecond * seconds);
    }
    filled = now;
  }

  void spend(double count) {
    tokens -= count;
  }

  /** Below 0 if more was spent than there was. */
  double tokens() {
    return tokens;
  }
}
