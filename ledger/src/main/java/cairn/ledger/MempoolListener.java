package cairn.ledger;

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
   */
  default void added(MempoolEntry entry, long sequence) {}

  /** A transaction is in the mempool no longer. */
  default void removed(MempoolEntry entry, Removal why, long sequence) {}
}
