package cairn.ledger;

import java.util.List;

/** Is told, on the chain thread, what comes into the mempool and leaves it. It must not wait. */
public interface MempoolListener {
  /** Why a transaction has left. */
  enum Removal {
    /** It is in a block. */
    BLOCK,
    /** A block has another that spends the same. */
    CONFLICT,
    /** Another pays more for the same. */
    REPLACED,
    /** Others pay more for the room. */
    SIZE_LIMIT,
    /** It was there for too long. */
    EXPIRY,
    /** After a reorganisation it cannot be in the next block. */
    REORGANISATION
  }

  /**
   * A transaction is in the mempool.
   *
   * @param sequence counts all comings and goings, from 1
   * @param standsAlone whether it came by itself, and not out of a block, and spends nothing else
   *     of the mempool
   */
  default void added(MempoolEntry entry, long sequence, boolean standsAlone) {}

  /** A transaction is in the mempool no longer. */
  default void removed(MempoolEntry entry, Removal why, long sequence) {}

  /**
   * A block is connected. What it has, and what cannot be with it, has been {@link #removed}.
   *
   * @param entries what it has that was in the mempool
   */
  default void mined(List<? extends MempoolEntry> entries, int height) {}
}
