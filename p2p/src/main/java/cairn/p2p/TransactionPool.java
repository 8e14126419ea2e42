package cairn.p2p;

import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this module asks of whoever decides on transactions that are not in a block yet. Questions
 * are answered at once; offers later, on the thread of the peers.
 */
public interface TransactionPool {
  /** A transaction that was accepted. */
  interface Entry {
    Transaction transaction();

    /** In satoshis, as the miner would have it: what the operator prioritised does not count. */
    long feeSats();

    /** As fees are counted by: a quarter of the weight, or more if it has many signatures. */
    long virtualSize();

    /** Counts up with every transaction that is accepted, from 1. */
    long sequence();
  }

  /** Null if it is not in the pool. */
  @Nullable Entry find(Txid id);

  /** Null if it is not in the pool. */
  @Nullable Entry find(Wtxid id);

  /** Whether an output of this transaction is among the coins or in the pool. */
  boolean mayHaveConfirmed(Txid id);

  /** All that are in the pool, in an order in which they could be mined. */
  List<? extends Entry> entries();

  /**
   * Negative if {@code one} should be announced before {@code other}: what others spend before
   * those, then what pays more. One that is not in the pool any more comes last.
   */
  int compareForRelay(Wtxid one, Wtxid other);

  /** The {@link Entry#sequence} that the next transaction will get. */
  long nextSequence();

  /** What a transaction has to pay to be accepted now, in satoshis for 1,000 virtual bytes. */
  long minimumFeeRate();

  /** What a transaction has to pay to be relayed even when the pool is empty, as above. */
  long minimumRelayFeeRate();

  /** Whether all that was in the pool at the last stop has been loaded. */
  boolean isLoaded();

  /** Offers a transaction. */
  void submit(Transaction transaction, Consumer<Answer> answer);

  /**
   * Offers a transaction along with one that it spends, where the two together may pay enough.
   *
   * @param answer gets what became of the parent and what became of the child, in this order
   */
  void submitPackage(Transaction parent, Transaction child, Consumer<List<Answer>> answer);

  /** What became of a transaction. */
  sealed interface Answer {
    /** It is in the pool; those that had to go for it were {@code replaced}. */
    record Accepted(List<Transaction> replaced) implements Answer {}

    record Refused(TransactionFault fault, String reason) implements Answer {}
  }
}
