package cairn.p2p.connections;

import cairn.p2p.sync.UploadLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a day this node wants to send, and has sent ({@code -maxuploadtarget}). A day
 * begins with the first byte after the last one. For the thread of the peers.
 */
public final class UploadQuota implements UploadLimit {
  static final Duration CYCLE = Duration.ofHours(24);

  /** New blocks are served whatever was sent: room is kept for so many bytes in so much time. */
  private static final long LARGEST_BLOCK = 4_000_000;

  private static final Duration BLOCK_EVERY = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final LongSupplier bytesSent;
  private final long target;
  private long counted;
  private long inCycle;
  private @Nullable Instant cycleStart;

  /**
   * As {@code getnettotals.uploadtarget} has it.
   *
   * @param timeframe how long a day is
   * @param target how much may be sent in that time; 0 for any number
   * @param bytesLeft how much of it is left; 0 without a target
   * @param timeLeft likewise
   */
  public record Status(
      Duration timeframe,
      long target,
      boolean targetReached,
      boolean serveHistoricalBlocks,
      long bytesLeft,
      Duration timeLeft) {}

  UploadQuota(InstantSource clock, LongSupplier bytesSent, long target) {
    this.clock = clock;
    this.bytesSent = bytesSent;
    this.target = target;
  }

  /** Counts what was sent since the last time; the more often, the more exactly days are told. */
  void count() {
    long total = bytesSent.getAsLong();
    long more = total - counted;
    if (more == 0) {
      return;
    }
    counted = total;
    var now = now();
    if (cycleStart == null || cycleStart.plus(CYCLE).isBefore(now)) {
      cycleStart = now;
      inCycle = 0;
    }
    inCycle += more;
  }

  @Override
  public boolean isReachedForOldBlocks() {
    count();
    long reserve = timeLeft().dividedBy(BLOCK_EVERY) * LARGEST_BLOCK;
    return target != 0 && (reserve >= target || inCycle >= target - reserve);
  }

  /** Whether so much was sent that only what is needed most should follow. */
  public boolean isReached() {
    count();
    return target != 0 && inCycle >= target;
  }

  public Status status() {
    boolean isReached = isReached();
    return new Status(
        CYCLE,
        target,
        isReached,
        !isReachedForOldBlocks(),
        target == 0 ? 0 : Math.max(0, target - inCycle),
        timeLeft());
  }

  private Duration timeLeft() {
    if (target == 0) {
      return Duration.ZERO;
    }
    if (cycleStart == null) {
      return CYCLE;
    }
    var end = cycleStart.plus(CYCLE);
    var now = now();
    return end.isBefore(now) ? Duration.ZERO : Duration.between(now, end);
  }

  /** In whole seconds, as RPC tells times. */
  private Instant now() {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond());
  }
}
