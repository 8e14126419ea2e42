package cairn.p2p.relay;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import java.util.random.RandomGenerator;

/**
 * What became of transactions lately, so that they are not fetched or looked at again: otherwise,
 * each one that this node does not want would come from every peer that does.
 *
 * <p>Txids and wtxids are in the same filters. What goes in as a txid keeps all transactions of
 * that txid out, whatever their witnesses; so it must be sure that the witness does not matter, or
 * anyone could keep a good transaction out by sending it with a broken witness first.
 *
 * <p>A filter may now and then remember what never happened; so nobody is blamed by it. Not
 * thread-safe.
 */
final class RecentDecisions {
  private final LazyFilter rejected;
  private final LazyFilter reconsiderable;
  private final LazyFilter confirmed;

  /**
   * @param rejections how many are remembered for certain, of either kind
   * @param confirmations how many are remembered for certain
   */
  RecentDecisions(int rejections, int confirmations, RandomGenerator random) {
    rejected = new LazyFilter(rejections, random);
    reconsiderable = new LazyFilter(rejections, random);
    confirmed = new LazyFilter(confirmations, random);
  }

  /** A transaction will not be accepted as long as the tip stays what it is. */
  void reject(TransactionId id) {
    rejected.add(id);
  }

  boolean isRejected(TransactionId id) {
    return rejected.contains(id);
  }

  /** A transaction will not be accepted by itself; it may be together with another. */
  void rejectAlone(TransactionId id) {
    reconsiderable.add(id);
  }

  boolean isRejectedAlone(TransactionId id) {
    return reconsiderable.contains(id);
  }

  /** These two will not be accepted together. */
  void rejectPair(Transaction parent, Transaction child) {
    reconsiderable.add(pair(parent, child));
  }

  boolean isRejectedPair(Transaction parent, Transaction child) {
    return reconsiderable.contains(pair(parent, child));
  }

  /** A transaction is in a block of the active chain. */
  void confirm(Transaction transaction) {
    confirmed.add(transaction.txid());
    if (transaction.hasWitness()) {
      confirmed.add(transaction.wtxid());
    }
  }

  boolean isConfirmed(TransactionId id) {
    return confirmed.contains(id);
  }

  /**
   * There is a new tip: what was refused before it, because of a lock time say, may be good now.
   */
  void tipChanged() {
    rejected.clear();
    reconsiderable.clear();
  }

  /** A block has left the active chain, and its transactions may be relayed once more. */
  void blockDisconnected() {
    confirmed.clear();
  }

  private static Bytes pair(Transaction parent, Transaction child) {
    return new ByteWriter(2 * Hash256.LENGTH).hash(parent.wtxid()).hash(child.wtxid()).toBytes();
  }
}
