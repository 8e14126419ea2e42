package cairn.rpc.transactions;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.index.IndexedTransaction;
import cairn.ledger.index.TransactionIndex;
import cairn.primitives.Txid;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks transactions of the chain up. */
public final class TransactionLookup {
  private static final Logger log = LoggerFactory.getLogger(TransactionLookup.class);

  private TransactionLookup() {}

  /** The transaction, if the index knows it and its block can be read. */
  public static Optional<IndexedTransaction> find(TransactionIndex index, Txid txid) {
    return find(txid, () -> index.find(txid));
  }

  /** The same for the transaction of that id in {@code block}. */
  public static Optional<IndexedTransaction> find(
      TransactionIndex index, Txid txid, IndexedBlock block) {
    return find(txid, () -> index.find(txid, block));
  }

  private static Optional<IndexedTransaction> find(Txid txid, Search search) {
    try {
      return search.run();
    } catch (BlockUnavailableException e) {
      log.warn("Transaction {} cannot be read: {}", txid, e.getMessage());
      return Optional.empty();
    }
  }

  private interface Search {
    Optional<IndexedTransaction> run() throws BlockUnavailableException;
  }
}
