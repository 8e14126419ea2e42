package cairn.ledger.rules;

import cairn.primitives.Transaction;
import cairn.primitives.TxIn;

/** The lock time of a transaction: the height or time until which no block may hold it. */
public final class LockTime {
  /** Below this a lock time is a height, from here on seconds since 1970. */
  public static final long THRESHOLD = 500_000_000;

  private LockTime() {}

  /**
   * Whether a block may hold {@code transaction} (Core's IsFinalTx): its lock time is over, or all
   * its inputs say that it does not count.
   *
   * @param height of the block
   * @param time of the block, or the median time of those before it, in seconds since 1970
   */
  public static boolean hasPassed(Transaction transaction, int height, long time) {
    long lockTime = transaction.lockTime();
    if (lockTime == 0 || lockTime < (lockTime < THRESHOLD ? height : time)) {
      return true;
    }
    for (var input : transaction.inputs()) {
      if (input.sequence() != TxIn.SEQUENCE_FINAL) {
        return false;
      }
    }
    return true;
  }
}
