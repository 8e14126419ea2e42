package cairn.p2p.sync;

import cairn.p2p.BlockFault;
import cairn.p2p.Blockchain.BlockAnswer;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Hands blocks over to be checked and stored, remembers whom they came from until it is known
 * whether they are good, and sees to what follows.
 */
final class BlockIntake {
  /** More than the window, whose blocks may wait to be checked until the first of it is here. */
  private static final int MAX_SOURCES = 2 * BlockWindow.SIZE;

  /**
   * A block that was handed over, perhaps more than once.
   *
   * @param position null if it is not known what the block follows
   */
  private record BeingChecked(int times, @Nullable Position position) {}

  /**
   * While blocks are being checked, others are asked for that are this long, about, and no more: to
   * keep the checks going is enough, and those that come long before they are checked are read from
   * disk again. On the way, they keep a fast and distant peer busy.
   */
  private static final long AHEAD_BYTES = 24_000_000;

  /** At least so many, however long they are. */
  private static final int LEAST_AHEAD = 16;

  /** How many blocks an average goes back. */
  private static final int AVERAGED = 16;

  /** Who sent a block, and whether it is to blame if the block is bad. */
  record Source(SyncPeer peer, boolean viaCompactBlock) {}

  private final SyncSurroundings surroundings;
  private final BlockRequests requests;
  private final BlockPunishment punishment;
  private final Runnable changed;
  private final Map<BlockHash, BeingChecked> beingChecked = new HashMap<>();
  private final LinkedHashMap<BlockHash, Source> sources = new LinkedHashMap<>();
  private long averageSize;

  /**
   * @param changed called after a block was dealt with: others may be asked for now
   */
  BlockIntake(
      SyncSurroundings surroundings,
      BlockRequests requests,
      BlockPunishment punishment,
      Runnable changed) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.punishment = punishment;
    this.changed = changed;
  }

  /** Whether so much is being checked that nothing should be added to it. */
  boolean isFull() {
    return !surroundings.chain().hasRoom();
  }

  boolean isIdle() {
    return beingChecked.isEmpty();
  }

  /**
   * How many blocks are enough beyond the tip, as long as those before them keep this node busy.
   */
  int enough() {
    return Math.clamp(AHEAD_BYTES / Math.max(averageSize, 1), LEAST_AHEAD, BlockWindow.SIZE);
  }

  /** Whether it was handed over, and it is not known yet what became of it. */
  boolean isBeingChecked(BlockHash block) {
    return beingChecked.containsKey(block);
  }

  /**
   * Where the block with this header is, if that is known: it may follow one that is still being
   * checked, and with it its header.
   */
  @Nullable Position position(BlockHeader header) {
    var previous = surroundings.chain().find(header.previous());
    if (previous != null) {
      return Position.of(previous).next(header);
    }
    var checked = beingChecked.get(header.previous());
    return checked == null || checked.position == null ? null : checked.position.next(header);
  }

  /**
   * Hands a block over.
   *
   * @param requested whether it is to be stored even if it may not be part of the best chain
   */
  void submit(SyncPeer peer, Block block, boolean requested, boolean viaCompactBlock) {
    var hash = block.hash();
    var position = position(block.header());
    boolean workIsEnough =
        position != null && position.work().compareTo(surroundings.workToStore()) >= 0;
    sources.putIfAbsent(hash, new Source(peer, viaCompactBlock));
    if (sources.size() > MAX_SOURCES) {
      sources.pollFirstEntry();
    }
    beingChecked.merge(
        hash,
        new BeingChecked(1, position),
        (one, _) -> new BeingChecked(one.times + 1, one.position));
    averageSize += (block.totalSize() - averageSize) / AVERAGED;
    peer.peer().awaitBlockAnswer();
    surroundings
        .chain()
        .submitBlock(
            block,
            requested,
            workIsEnough,
            answer -> {
              beingChecked.computeIfPresent(
                  hash,
                  (_, one) ->
                      one.times == 1 ? null : new BeingChecked(one.times - 1, one.position));
              peer.peer().blockAnswered();
              dealWith(peer, hash, answer);
              changed.run();
            });
  }

  private void dealWith(SyncPeer peer, BlockHash hash, BlockAnswer answer) {
    switch (answer) {
      case BlockAnswer.Accepted(_, var isNew) when isNew -> {
        peer.download().lastBlock = surroundings.now();
        requests.removeAll(hash);
      }
      case BlockAnswer.Accepted _ -> sources.remove(hash);
      case BlockAnswer.Ignored _ -> {
        sources.remove(hash);
        requests.countGap();
      }
      case BlockAnswer.Refused(var fault, _) -> {
        blame(hash, fault);
        requests.countGap();
      }
    }
  }

  /** A block breaks a rule: whoever it came from is punished, once. */
  void blame(BlockHash block, BlockFault fault) {
    var source = sources.remove(block);
    if (source != null && surroundings.peers().isHere(source.peer())) {
      punishment.punish(source.peer().peer(), fault, source.viaCompactBlock(), "");
    }
  }

  /** A block is good: who it came from, unless that is not known any more. */
  Optional<SyncPeer> praise(BlockHash block) {
    var source = sources.remove(block);
    return source == null || !surroundings.peers().isHere(source.peer())
        ? Optional.empty()
        : Optional.of(source.peer());
  }
}
