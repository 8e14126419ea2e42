package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How synchronisation with a peer stands, as {@code getpeerinfo} tells it.
 *
 * @param presyncedHeaders height of the headers got so far of a branch whose work is not known to
 *     be enough; -1 if there is none
 * @param syncedHeaders height of the peer's best block, as far as is known; -1 if none is
 * @param syncedBlocks height of the last block that both have; -1 if none is known
 * @param inFlight heights of the blocks that the peer was asked for
 * @param lastBlock when the peer last gave a new block; {@link Instant#EPOCH} if never
 * @param highBandwidthTo whether the peer was asked to send compact blocks unasked
 * @param highBandwidthFrom whether the peer has asked for compact blocks unasked
 * @param lastAnnouncement when the peer last announced a new, better block, as above
 * @param isProtected whether the peer is kept even if its chain falls behind
 */
public record SyncInfo(
    int presyncedHeaders,
    int syncedHeaders,
    int syncedBlocks,
    List<Integer> inFlight,
    Instant lastBlock,
    boolean highBandwidthTo,
    boolean highBandwidthFrom,
    Instant lastAnnouncement,
    boolean isProtected) {
  static SyncInfo of(SyncPeer peer, @Nullable KnownBlock common) {
    var lowWork = peer.headers().lowWork;
    var best = peer.chain().best();
    return new SyncInfo(
        lowWork == null ? -1 : lowWork.presyncedHeight(),
        best == null ? -1 : best.height(),
        common == null ? -1 : common.height(),
        peer.download().requests.values().stream().map(request -> request.block.height()).toList(),
        peer.download().lastBlock,
        peer.compact().sendsUnasked,
        peer.compact().wantsUnasked,
        peer.lag().lastAnnouncement,
        peer.lag().isProtected);
  }
}
