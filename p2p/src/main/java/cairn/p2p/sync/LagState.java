package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a peer of this node's own choice has as good a chain, and what it was given for time. */
final class LagState {
  /** By when the peer has to have announced as much work as {@link #benchmark}; null if it has. */
  @Nullable Instant deadline;

  /** This node's tip when the deadline was set. */
  @Nullable KnownBlock benchmark;

  /** Whether the peer has been asked, when the deadline had passed, and has little time left. */
  boolean asked;

  /** Whether the peer stays, whatever its chain. */
  boolean isProtected;

  /** When the peer last announced a block that was new and better than the tip. */
  Instant lastAnnouncement = Instant.EPOCH;

  void clear() {
    deadline = null;
    benchmark = null;
    asked = false;
  }
}
