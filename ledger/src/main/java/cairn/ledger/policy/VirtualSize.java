package cairn.ledger.policy;

import static cairn.primitives.Transaction.WITNESS_SCALE_FACTOR;

import cairn.primitives.Transaction;

/**
 * How large a transaction counts for fees and for the mempool's limits. A block is full when it
 * reaches either of two limits, weight and signature operations; so what has many of those for its
 * weight counts as if it weighed as much as they leave no room for.
 */
public final class VirtualSize {
  private VirtualSize() {}

  /**
   * In virtual bytes: a quarter of the weight, rounded up.
   *
   * @param sigOpsCost as {@link cairn.ledger.rules.SigOpCost} counts it
   */
  public static long of(Transaction transaction, long sigOpsCost, int bytesPerSigOp) {
    return Math.ceilDiv(
        adjustedWeight(transaction, sigOpsCost, bytesPerSigOp), WITNESS_SCALE_FACTOR);
  }

  /** In weight units: its weight, or what its signature operations count for if that is more. */
  public static long adjustedWeight(Transaction transaction, long sigOpsCost, int bytesPerSigOp) {
    return Math.max(transaction.weight(), sigOpsCost * bytesPerSigOp);
  }
}
