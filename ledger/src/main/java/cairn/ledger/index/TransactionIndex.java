package cairn.ledger.index;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Ledger;
import cairn.ledger.store.IndexDatabase;
import cairn.primitives.SipHash;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.Optional;

/**
 * Finds each transaction that was ever in a connected block by its id, but for the genesis block's,
 * which makes no coins.
 */
public final class TransactionIndex extends TransactionPlaces {
  static final String NAME = "txindex";

  TransactionIndex(Ledger ledger, IndexDatabase database) {
    super(NAME, ledger, database);
  }

  @Override
  void hashes(Transaction transaction, long k0, long k1, Hashes hashes) {
    hashes.add(SipHash.of(k0, k1, transaction.txid()));
  }

  /**
   * The transaction with this id. Waits for the disk.
   *
   * @throws BlockUnavailableException if its block cannot be read
   */
  public Optional<IndexedTransaction> find(Txid txid) throws BlockUnavailableException {
    return find(
        SipHash.of(k0(), k1(), txid), _ -> true, transaction -> transaction.txid().equals(txid));
  }
}
