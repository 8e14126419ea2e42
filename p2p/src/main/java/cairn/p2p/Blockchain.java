package cairn.p2p;

import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this module asks of whoever decides on blocks. Questions are answered at once, from a
 * snapshot. What takes time is answered later: the consumer is called on the thread of the peers,
 * once, in the order of the calls with which one peer's blocks were handed over.
 */
public interface Blockchain {
  /** The last block of the active chain. */
  KnownBlock tip();

  /** The header with the most work that is not known to be invalid. */
  KnownBlock bestHeader();

  @Nullable KnownBlock find(BlockHash hash);

  /** The block of the active chain at {@code height}; null above its tip and below 0. */
  @Nullable KnownBlock at(int height);

  default boolean isActive(KnownBlock block) {
    return block.equals(at(block.height()));
  }

  /** The last block on the way to {@code block} that is in the active chain. */
  KnownBlock fork(KnownBlock block);

  /**
   * The blocks that are to be verified though the active chain is beyond them, as its coins were
   * loaded from a file; empty if there are none.
   */
  default Optional<History> history() {
    return Optional.empty();
  }

  /** Whether the chain is still far behind, as {@code getblockchaininfo} has it. */
  boolean isInitialBlockDownload();

  /** Whether blocks are being imported from files, so that peers had better wait. */
  boolean isImporting();

  /**
   * Whether the rules of the network let a header at {@code height} with {@code newBits} follow one
   * with {@code oldBits}: what can be told from these alone (Core's PermittedDifficultyTransition).
   */
  boolean permitsTransition(int height, long oldBits, long newBits);

  /**
   * Whether the transactions of {@code block} are not those that its header commits to, so that
   * somebody has changed it on its way: its header may well be that of a good block.
   *
   * @param witnesses whether a block at its height may have witnesses
   * @return what is wrong, for the log; empty if nothing is
   */
  Optional<String> mutation(Block block, boolean witnesses);

  /**
   * The headers of a branch have been got up to {@code height}, and none is stored yet since the
   * branch is not known to have enough work. For people to see.
   *
   * @param time of the last of them, in seconds since 1970
   */
  void presynchronized(int height, long time);

  /** Calls back when all that was handed over before has been dealt with. */
  void settle(Runnable settled);

  /**
   * Takes in headers that follow each other, the first of which follows a known one.
   *
   * @param workIsEnough whether their branch is known to carry the work that the network's best
   *     chain has at least, so that they may be stored
   */
  void submitHeaders(
      List<BlockHeader> headers, boolean workIsEnough, Consumer<HeadersAnswer> answer);

  /** Whether another block would be taken in now: while not, it had better wait with the peer. */
  boolean hasRoom();

  /**
   * Takes in a block; it is {@link BlockAnswer.Ignored} if there is no room for it.
   *
   * @param requested whether this node has asked for it; if not it is only stored if it might be
   *     part of the best chain
   * @param workIsEnough as in {@link #submitHeaders}
   */
  void submitBlock(
      Block block, boolean requested, boolean workIsEnough, Consumer<BlockAnswer> answer);

  /**
   * Reads a stored block as it goes over the wire; empty if it is not there any more.
   *
   * @param witness whether the witnesses are wanted
   */
  void readBlock(KnownBlock block, boolean witness, Consumer<Optional<Bytes>> answer);

  /** Reads and parses a stored block; empty if it is not there any more. */
  void loadBlock(KnownBlock block, Consumer<Optional<Block>> answer);

  /**
   * Blocks that are to be verified after others.
   *
   * @param verified all up to this one are
   * @param base the last one; until it is verified, no branch without it can be gone over to
   */
  record History(KnownBlock verified, KnownBlock base) {}

  /** What became of headers. */
  sealed interface HeadersAnswer {
    /** All of them are known now, up to the {@code last}. */
    record Accepted(KnownBlock last) implements HeadersAnswer {}

    /** One of them, and so all after it, was not accepted. Those before it were. */
    record Refused(BlockFault fault, String reason) implements HeadersAnswer {}
  }

  /** What became of a block. */
  sealed interface BlockAnswer {
    /**
     * It is stored, and as far as its branch is the best, connected and checked.
     *
     * @param isNew whether it was not there before
     */
    record Accepted(KnownBlock block, boolean isNew) implements BlockAnswer {}

    /** It was not asked for, and is not worth being stored. */
    record Ignored() implements BlockAnswer {}

    record Refused(BlockFault fault, String reason) implements BlockAnswer {}
  }
}
