package cairn.node.metrics;

import cairn.primitives.BlockHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges from what a node tells of itself how it is getting on. Not thread-safe. */
final class Health {
  /** A node that is so many blocks behind the headers is no longer just waiting for the last. */
  static final int NEAR = 6;

  /** What is to be done should not take longer without any progress. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  /** On public networks, this long without a block is a reason to look at the node. */
  static final Duration OLDEST_TIP = Duration.ofHours(2);

  private final boolean blocksKeepComing;
  private @Nullable Place place;
  private Instant since = Instant.MIN;

  /**
   * @param blocksKeepComing whether it is a public network, which always has new blocks
   */
  Health(boolean blocksKeepComing) {
    this.blocksKeepComing = blocksKeepComing;
  }

  /** How it is. */
  enum Status {
    /** Files are read; nothing can be asked yet. */
    STARTING,

    /** Blocks are still to be fetched and verified. */
    SYNCHRONISING,

    /** There is something to do, or blocks should come, and nothing happens. */
    STALLED,

    READY;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far the node is. */
  record Place(BlockHash tip, BlockHash bestHeader) {}

  /**
   * What a node tells of itself.
   *
   * @param initialDownload whether its chain is still far behind, or is taken in from files
   * @param tipAge by the time in its header
   */
  record Facts(Place place, int height, int headers, boolean initialDownload, Duration tipAge) {
    int behind() {
      return headers - height;
    }
  }

  /**
   * How it is now.
   *
   * @param now by a clock that nobody sets
   */
  Status judge(Facts facts, Instant now) {
    if (!facts.place().equals(place)) {
      place = facts.place();
      since = now;
    }
    boolean idle = Duration.between(since, now).compareTo(PATIENCE) >= 0;
    boolean unfinished = facts.initialDownload() || facts.behind() > 0;
    if (idle && unfinished) {
      return Status.STALLED;
    }
    if (facts.initialDownload() || facts.behind() > NEAR) {
      return Status.SYNCHRONISING;
    }
    return blocksKeepComing && facts.tipAge().compareTo(OLDEST_TIP) > 0
        ? Status.STALLED
        : Status.READY;
  }

  /** Since when tip and best header have been what they are, as far as was asked. */
  Instant since() {
    return since;
  }
}
