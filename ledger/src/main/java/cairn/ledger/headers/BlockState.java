package cairn.ledger.headers;

/**
 * What has become of a block: how far its checks have come, and where it is stored.
 *
 * <p>Written by the chain thread alone; any other may read at any time. The status is written last,
 * so whoever reads in it that a block is stored also sees where.
 */
public abstract sealed class BlockState permits HeaderEntry {
  private static final int VALIDITY = 7;
  private static final int HAVE_DATA = 8;
  private static final int HAVE_UNDO = 16;
  private static final int FAILED = 32;
  private static final int HAS_WITNESS = 128;

  private int transactionCount;
  private int file;
  private int dataPosition;
  private int undoPosition;
  private int sequence;
  private volatile long chainTransactionCount;
  private volatile int status = Validity.TREE.level();

  BlockState() {}

  /** The status, as one number that {@link #restore} takes. */
  public int status() {
    return status;
  }

  /** Whether the checks have come as far as {@code validity}, and none has failed since. */
  public boolean isValid(Validity validity) {
    int now = status;
    return (now & FAILED) == 0 && (now & VALIDITY) >= validity.level();
  }

  /** Whether the block, or one before it, was found invalid. */
  public boolean isFailed() {
    return (status & FAILED) != 0;
  }

  /** Whether the block is stored. */
  public boolean hasData() {
    return (status & HAVE_DATA) != 0;
  }

  /** Whether it is stored what the block spent. */
  public boolean hasUndo() {
    return (status & HAVE_UNDO) != 0;
  }

  /** Whether the block was stored with its witnesses, SegWit being active. */
  public boolean hasWitness() {
    return (status & HAS_WITNESS) != 0;
  }

  /** Transactions in the block; 0 as long as it has not been seen. */
  public int transactionCount() {
    return transactionCount;
  }

  /** Transactions in this block and those before it; 0 as long as one of them was not seen. */
  public long chainTransactionCount() {
    return chainTransactionCount;
  }

  /** The number of the file that holds the block and what it spent. */
  public int file() {
    return file;
  }

  /** Where in its file the block begins, in bytes; of meaning if {@link #hasData()}. */
  public int dataPosition() {
    return dataPosition;
  }

  /** Where in its file what the block spent begins, in bytes; of meaning if {@link #hasUndo()}. */
  public int undoPosition() {
    return undoPosition;
  }

  /** Which of two blocks with as much work comes first: the smaller one. Not stored. */
  public int sequence() {
    return sequence;
  }

  /**
   * Notes that a check has been passed.
   *
   * @return whether that is news
   */
  public boolean raise(Validity validity) {
    int now = status;
    if ((now & FAILED) != 0 || (now & VALIDITY) >= validity.level()) {
      return false;
    }
    status = (now & ~VALIDITY) | validity.level();
    return true;
  }

  /** Notes where the block is stored. */
  public void stored(int file, int position, int transactionCount, boolean witness) {
    this.file = file;
    this.dataPosition = position;
    this.transactionCount = transactionCount;
    this.undoPosition = 0;
    status = (status & ~HAVE_UNDO) | HAVE_DATA | (witness ? HAS_WITNESS : 0);
  }

  /** Notes where, in the same file number, it is stored what the block spent. */
  public void undoStored(int position) {
    this.undoPosition = position;
    status = status | HAVE_UNDO;
  }

  /** Notes that the files that held the block have been deleted. */
  public void pruned() {
    status = status & ~(HAVE_DATA | HAVE_UNDO);
    file = 0;
    dataPosition = 0;
    undoPosition = 0;
  }

  /** Notes how many transactions there are up to here, all blocks having been seen. */
  public void countChainTransactions(long count) {
    chainTransactionCount = count;
  }

  /** Gives it a place among blocks with as much work. */
  public void setSequence(int sequence) {
    this.sequence = sequence;
  }

  void setFailed(boolean failed) {
    status = failed ? (status | FAILED) : (status & ~FAILED);
  }

  /** Takes over what was stored of the entry when the program last ran. */
  public void restore(
      int status, int transactionCount, int file, int dataPosition, int undoPosition) {
    this.transactionCount = transactionCount;
    this.file = file;
    this.dataPosition = dataPosition;
    this.undoPosition = undoPosition;
    this.status = status;
  }
}
