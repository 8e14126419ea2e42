package cairn.p2p.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Times that nobody can tell from what was before (a Poisson process). */
public final class RandomTimes {
  private final RandomGenerator random;

  public RandomTimes(RandomGenerator random) {
    this.random = random;
  }

  /** The next time after {@code now}, which is {@code average} later on average. */
  public Instant after(Instant now, Duration average) {
    return now.plusNanos((long) (-Math.log1p(-random.nextDouble()) * average.toNanos()));
  }
}
