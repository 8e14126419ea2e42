package cairn.ledger.index;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.store.IndexDatabase;
import cairn.primitives.SipHash;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.Optional;
import java.util.function.Predicate;

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
    return find(txid, _ -> true);
  }

  /**
   * The transaction with this id in {@code block}, without reading the rest of that block. Waits
   * for the disk.
   *
   * @throws BlockUnavailableException if the block cannot be read
   */
  public Optional<IndexedTransaction> find(Txid txid, IndexedBlock block)
      throws BlockUnavailableException {
    return find(txid, block::equals);
  }

  private Optional<IndexedTransaction> find(Txid txid, Predicate<IndexedBlock> counts)
      throws BlockUnavailableException {
    return find(
        SipHash.of(k0(), k1(), txid), counts, transaction -> transaction.txid().equals(txid));
  }
}
