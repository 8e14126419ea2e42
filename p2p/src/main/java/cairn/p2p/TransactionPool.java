package cairn.p2p;

import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What this module asks of whoever decides on transactions that are not in a block yet. Questions
 * are answered at once, each as of one moment; offers later, on the thread of the peers, in the
 * order in which they were made.
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

  /** Null if it is not in the pool. */
  default @Nullable Entry find(TransactionId id) {
    return switch (id) {
      case Txid txid -> find(txid);
      case Wtxid wtxid -> find(wtxid);
    };
  }

  /** All that are in the pool, in an order in which they could be mined. */
  List<? extends Entry> entries();

  /**
   * Those of {@code transactions} that are in the pool, each once, in the order in which they
   * should be announced: what others spend before those, else what pays more first.
   */
  List<? extends Entry> inRelayOrder(Collection<Wtxid> transactions);

  /** The {@link Entry#sequence} that the next transaction will get. */
  long nextSequence();

  /** What a transaction has to pay to be accepted now, in satoshis for 1,000 virtual bytes. */
  long minimumFeeRate();

  /** What a transaction has to pay to be relayed even when the pool is empty, as above. */
  long minimumRelayFeeRate();

  /** Whether all that was in the pool at the last stop has been loaded. */
  boolean isLoaded();

  /** Those that were made here, and that no peer has fetched since. */
  List<Txid> notFetched();

  /** A peer has fetched a transaction. */
  void fetched(Txid id);

  /** Offers a transaction. */
  void submit(Transaction transaction, Consumer<Answer> answer);

  /**
   * Finds out, and changes nothing, whether a transaction would be accepted.
   *
   * @param answer as for {@link #submit}; {@link Answer.Undecided} if it cannot be decided on now
   */
  void test(Transaction transaction, Consumer<Answer> answer);

  /** Offers a transaction along with one that it spends, where the two together may pay enough. */
  void submitPackage(Transaction parent, Transaction child, Consumer<PackageAnswer> answer);

  /** What became of a transaction. */
  sealed interface Answer {
    /** It is in the pool; those that had to go for it were {@code replaced}. */
    record Accepted(List<Transaction> replaced) implements Answer {}

    record Refused(TransactionFault fault, String reason) implements Answer {}

    /** Of one that was offered with another: nothing was found out, or nothing had to be. */
    record Undecided() implements Answer {}
  }

  /**
   * What became of two transactions.
   *
   * @param accepted whether both are in the pool now
   */
  record PackageAnswer(boolean accepted, Answer parent, Answer child) {}
}
