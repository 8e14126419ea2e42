package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the headers of a peer have been got. */
final class HeaderState {
  /** Whether the peer was asked for all its headers. */
  boolean started;

  /** When that should be done; null if it is, or was not begun. */
  @Nullable Instant deadline;

  /** What was the best header when the peer was asked for all of its own; null if it was not. */
  @Nullable KnownBlock startedFrom;

  /** When the peer last brought a header that was new, or else was asked for all of its own. */
  Instant progressAt = Instant.EPOCH;

  /** Whether the peer was asked for headers because of a block it named, before all its headers. */
  boolean askedEarly;

  /** When the peer was last asked for headers; null if the answer is in. */
  @Nullable Instant askedAt;

  /** What goes on while the peer's branch has not shown enough work. */
  @Nullable LowWorkSync lowWork;

  /** Whether the peer knows that it may announce blocks by headers. */
  boolean sentSendHeaders;
}
