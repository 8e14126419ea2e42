package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.compact.PartialBlock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A block that a peer was asked for, or that it has begun to send by itself as a compact block. */
final class BlockRequest {
  final SyncPeer from;
  final KnownBlock block;
  final Instant askedAt;

  /** Whether a compact block was received, so that the peer is not to send another one. */
  boolean isCompact;

  /** What the compact block lacks; null if there was none, or if it could not be filled in. */
  @Nullable PartialBlock partial;

  BlockRequest(SyncPeer from, KnownBlock block, Instant askedAt) {
    this.from = from;
    this.block = block;
    this.askedAt = askedAt;
  }
}
