package cairn.p2p.sync;

import cairn.primitives.BlockHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What is being got from a peer, and how that goes. */
final class DownloadState {
  /**
   * What the peer was asked for, in the order in which it was asked; {@link BlockRequests} fills
   * it.
   */
  final SequencedMap<BlockHash, BlockRequest> requests = new LinkedHashMap<>();

  /** Since when the first of the requests is being waited for, if there is one. */
  Instant since = Instant.EPOCH;

  /** Since when others cannot go on because of this peer; null if they can. */
  @Nullable Instant stallingSince;

  /** The way to its best block. */
  final DownloadPath path = new DownloadPath();

  /** When the peer last gave a block that was new. */
  Instant lastBlock = Instant.EPOCH;

  /** How many requests there may be. */
  final RequestLimit limit = new RequestLimit();
}
