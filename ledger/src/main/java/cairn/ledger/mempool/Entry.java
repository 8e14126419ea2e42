package cairn.ledger.mempool;

import cairn.ledger.MempoolAnswer.EffectiveFee;
import cairn.ledger.MempoolEntry;
import cairn.ledger.cluster.FeeSize;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A transaction that is in the mempool, or may come into it. */
final class Entry implements MempoolEntry {
  private static final int WEIGHT_PER_VIRTUAL_BYTE = Transaction.WITNESS_SCALE_FACTOR;

  /** What the objects for a transaction take besides its bytes: measured with a few shapes. */
  private static final int BYTES_EACH = 700;

  private static final int BYTES_PER_INPUT = 240;
  private static final int BYTES_PER_OUTPUT = 120;

  /**
   * However much the operator adds, a fee is taken for no more than half of all bitcoin: so the
   * fees of all that a replacement reaches, 100 clusters of 64, can be added up in 64 bits.
   */
  private static final long MAX_FEE = 1L << 50;

  private final Transaction transaction;
  private final long feeSats;
  private final long adjustedWeight;
  private final int sigOpCost;
  private final boolean spendsCoinbase;
  private final Arrival arrival;

  /** What the operator adds to the fee, in satoshis. */
  private volatile long feeDelta;

  /** Where it is; null as long as it is not in the pool. The pool's lock guards both. */
  private @Nullable Cluster cluster;

  private int node;

  /**
   * When a transaction came.
   *
   * @param time in seconds since 1970
   * @param height of the chain
   */
  record Arrival(long time, int height, long sequence) {}

  /**
   * @param adjustedWeight in weight units, with what many signature operations add
   * @param spendsCoinbase whether one of its coins may have to mature again
   */
  Entry(
      Transaction transaction,
      long feeSats,
      long feeDelta,
      long adjustedWeight,
      int sigOpCost,
      boolean spendsCoinbase,
      Arrival arrival) {
    this.transaction = transaction;
    this.feeSats = feeSats;
    this.feeDelta = feeDelta;
    this.adjustedWeight = adjustedWeight;
    this.sigOpCost = sigOpCost;
    this.spendsCoinbase = spendsCoinbase;
    this.arrival = arrival;
  }

  Txid txid() {
    return transaction.txid();
  }

  @Override
  public Transaction transaction() {
    return transaction;
  }

  @Override
  public long feeSats() {
    return feeSats;
  }

  @Override
  public long modifiedFeeSats() {
    return Math.clamp(Math.clamp(feeDelta, -2 * MAX_FEE, 2 * MAX_FEE) + feeSats, -MAX_FEE, MAX_FEE);
  }

  @Override
  public long virtualSize() {
    return Math.ceilDiv(adjustedWeight, WEIGHT_PER_VIRTUAL_BYTE);
  }

  @Override
  public int sigOpCost() {
    return sigOpCost;
  }

  @Override
  public long time() {
    return arrival.time();
  }

  @Override
  public int height() {
    return arrival.height();
  }

  @Override
  public long sequence() {
    return arrival.sequence();
  }

  boolean spendsCoinbase() {
    return spendsCoinbase;
  }

  /** The fee that it is judged by, and its adjusted weight. */
  FeeSize feeSize() {
    return new FeeSize(modifiedFeeSats(), adjustedWeight);
  }

  /** What it pays by itself. */
  FeeRate rate() {
    return new FeeRate(modifiedFeeSats(), virtualSize());
  }

  EffectiveFee ownFee() {
    return new EffectiveFee(rate(), List.of(transaction.wtxid()));
  }

  /** Has effect on its cluster only once that is made anew. */
  void setFeeDelta(long sats) {
    feeDelta = sats;
  }

  /** About how much memory the pool spends on it. */
  long memoryBytes() {
    return BYTES_EACH
        + transaction.totalSize()
        + (long) BYTES_PER_INPUT * transaction.inputs().size()
        + (long) BYTES_PER_OUTPUT * transaction.outputs().size();
  }

  /**
   * @throws NullPointerException if it is not in the pool
   */
  Cluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  /** Its number in the graph of its cluster. */
  int node() {
    return node;
  }

  void moveTo(Cluster cluster, int node) {
    this.cluster = cluster;
    this.node = node;
  }

  @Override
  public String toString() {
    return txid().toString();
  }
}
