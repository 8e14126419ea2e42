package cairn.p2p.compact;

import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.Optional;
import java.util.function.Predicate;

/** Transactions of which some may be in the next block: those of the mempool. */
public interface TransactionSource {
  /** Has nothing. */
  TransactionSource NONE =
      new TransactionSource() {
        @Override
        public void scan(Predicate<Wtxid> visitor) {}

        @Override
        public Optional<Transaction> find(Wtxid wtxid) {
          return Optional.empty();
        }
      };

  /**
   * Shows the id of each transaction to {@code visitor}, in an order that no peer can know, until
   * it returns false or has seen them all.
   */
  void scan(Predicate<Wtxid> visitor);

  /** One of the transactions that were shown, unless it has left since. */
  Optional<Transaction> find(Wtxid wtxid);
}
