package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that peers were asked for and have not sent. A block may be asked for from several
 * peers, but no peer twice.
 */
final class BlockRequests {
  /** At most so many peers are asked for a block, and more than one only for compact blocks. */
  static final int MAX_PER_BLOCK = 3;

  private final SyncSurroundings surroundings;
  private final Map<BlockHash, List<BlockRequest>> byBlock = new HashMap<>();
  private int size;
  private int peers;
  private long gaps;

  BlockRequests(SyncSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** How many there are. */
  int size() {
    return size;
  }

  /** How many peers have something to send. */
  int peers() {
    return peers;
  }

  /** Those for a block, the oldest first; not to be kept. */
  List<BlockRequest> of(BlockHash block) {
    return byBlock.getOrDefault(block, List.of());
  }

  boolean isRequested(BlockHash block) {
    return byBlock.containsKey(block);
  }

  /** The one for a block from a peer; null if there is none. */
  static @Nullable BlockRequest find(BlockHash block, SyncPeer peer) {
    return peer.download().requests.get(block);
  }

  /** Notes that the peer, which had not been asked for the block, is asked for it now. */
  BlockRequest add(SyncPeer peer, KnownBlock block) {
    var request = new BlockRequest(peer, block, surroundings.now());
    var requests = peer.download().requests;
    if (requests.putIfAbsent(block.hash(), request) != null) {
      throw new IllegalStateException(peer.peer() + " was asked for " + block.hash() + " before");
    }
    byBlock.computeIfAbsent(block.hash(), _ -> new ArrayList<>(1)).add(request);
    if (requests.size() == 1) {
      peer.download().since = surroundings.now();
      peers++;
    }
    size++;
    return request;
  }

  /** How often it has happened that a block was asked for and is not here, as far as is known. */
  long gaps() {
    return gaps;
  }

  /** A block that was asked for is not here: it may have to be asked for again. */
  void countGap() {
    gaps++;
  }

  /** The peer will not send the block. Nothing happens if it was not asked for it. */
  void giveUp(BlockHash block, SyncPeer peer) {
    remove(block, peer);
    countGap();
  }

  /** The peer has sent the block. Nothing happens if it was not asked for it. */
  void remove(BlockHash block, SyncPeer peer) {
    var request = peer.download().requests.get(block);
    if (request != null) {
      byBlock.computeIfPresent(
          block,
          (_, requests) -> {
            requests.remove(request);
            return requests.isEmpty() ? null : requests;
          });
      removeFromPeer(request);
    }
  }

  /** The block is here: nobody need send it any more. */
  void removeAll(BlockHash block) {
    var requests = byBlock.remove(block);
    if (requests != null) {
      requests.forEach(this::removeFromPeer);
    }
  }

  private void removeFromPeer(BlockRequest request) {
    var download = request.from.download();
    var requests = download.requests;
    if (requests.firstEntry().getValue() == request) {
      download.since = later(download.since, surroundings.now());
    }
    requests.remove(request.block.hash());
    if (requests.isEmpty()) {
      peers--;
    }
    download.stallingSince = null;
    size--;
  }

  /** The peer has gone. */
  void forget(SyncPeer peer) {
    for (var block : List.copyOf(peer.download().requests.keySet())) {
      giveUp(block, peer);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
