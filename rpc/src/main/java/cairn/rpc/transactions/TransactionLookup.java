package cairn.rpc.transactions;

import cairn.ledger.BlockUnavailableException;
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
    try {
      return index.find(txid);
    } catch (BlockUnavailableException e) {
      log.warn("Transaction {} cannot be read: {}", txid, e.getMessage());
      return Optional.empty();
    }
  }
}
