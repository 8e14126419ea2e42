package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.primitives.BlockHash;
import java.time.Duration;
import java.util.List;

/** Asks peers for headers, one message at a time. */
final class HeaderRequests {
  /** After this time an answer is not waited for any more. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SyncSurroundings surroundings;

  HeaderRequests(SyncSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Asks for the headers after {@code last}.
   *
   * @return whether the message was sent: not if the answer to an earlier one is due
   */
  boolean ask(SyncPeer peer, KnownBlock last) {
    return ask(peer, Locators.of(last));
  }

  /** As {@link #ask(SyncPeer, KnownBlock)}, with a locator. */
  boolean ask(SyncPeer peer, List<BlockHash> locator) {
    var now = surroundings.now();
    var askedAt = peer.headers().askedAt;
    if (askedAt != null && !now.isAfter(askedAt.plus(PATIENCE))) {
      return false;
    }
    surroundings.send(peer.peer(), new GetHeaders(locator, BlockHash.ZERO));
    peer.headers().askedAt = now;
    return true;
  }
}
