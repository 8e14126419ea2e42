package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds blocks that nothing can go on without, and that those who were asked for them do not send,
 * so that somebody else is asked too. A peer that sends nothing would otherwise keep everything
 * waiting until all the others have sent what they can, and near the end of the chain, where they
 * soon have nothing more to send, for minutes.
 */
final class LateBlocks {
  private final SyncSurroundings surroundings;
  private final BlockRequests requests;
  private final Predicate<BlockHash> isBeingChecked;
  private final StallingTimeout stalling;
  private final Silence silence;

  /**
   * @param isBeingChecked whether a block is here, but is not known to be stored yet
   */
  LateBlocks(
      SyncSurroundings surroundings,
      BlockRequests requests,
      Predicate<BlockHash> isBeingChecked,
      StallingTimeout stalling,
      Silence silence) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.isBeingChecked = isBeingChecked;
    this.stalling = stalling;
    this.silence = silence;
  }

  /**
   * Blocks that a peer is to be asked for though others were before, the first ones first.
   *
   * @param missing the first block on the way to {@code best} that is not here
   * @param best the peer's best block
   * @param isIdle whether the peer has nothing else to send; otherwise it is not asked instead of
   *     peers that are sending something, however slowly
   */
  List<KnownBlock> choose(SyncPeer peer, KnownBlock missing, KnownBlock best, boolean isIdle) {
    var before = surroundings.now().minus(stalling.timeout());
    var asked = requests.of(missing.hash());
    if (asked.isEmpty()
        || !isLate(missing, peer, before)
        || !(isIdle || asked.stream().allMatch(request -> isSilent(request.from, before)))) {
      return List.of();
    }
    var chosen = new ArrayList<KnownBlock>();
    for (var request : asked.getFirst().from.download().requests.values()) {
      var block = request.block;
      if (chosen.size() < RequestLimit.LEAST
          && isLate(block, peer, before)
          && isToBeHad(block, peer)
          && block.isAncestorOf(best)) {
        chosen.add(block);
      }
    }
    return chosen;
  }

  /** Whether others, but not too many, were asked for it long ago, and the peer was not. */
  private boolean isLate(KnownBlock block, SyncPeer peer, Instant before) {
    var asked = requests.of(block.hash());
    return asked.size() < BlockRequests.MAX_PER_BLOCK
        && BlockRequests.find(block.hash(), peer) == null
        && asked.stream().allMatch(request -> request.askedAt.isBefore(before));
  }

  private boolean isToBeHad(KnownBlock block, SyncPeer peer) {
    return !block.hasData()
        && !block.isFailed()
        && !isBeingChecked.test(block.hash())
        && (!surroundings.hasSegwit(block) || peer.servesWitnesses());
  }

  private boolean isSilent(SyncPeer peer, Instant since) {
    return silence.since(peer.peer()).isBefore(since);
  }
}
