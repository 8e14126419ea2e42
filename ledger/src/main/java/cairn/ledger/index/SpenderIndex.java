package cairn.ledger.index;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Ledger;
import cairn.ledger.store.IndexDatabase;
import cairn.primitives.ByteWriter;
import cairn.primitives.OutPoint;
import cairn.primitives.SipHash;
import cairn.primitives.Transaction;
import java.util.Optional;

/**
 * Finds the transaction that has spent an output, in the chain up to the last block that the index
 * has. When blocks are only taken from the active chain and none come instead, that one is longer.
 */
public final class SpenderIndex extends TransactionPlaces {
  static final String NAME = "txospenderindex";

  SpenderIndex(Ledger ledger, IndexDatabase database) {
    super(NAME, ledger, database);
  }

  @Override
  void hashes(Transaction transaction, long k0, long k1, Hashes hashes) {
    if (!transaction.isCoinbase()) {
      for (var input : transaction.inputs()) {
        hashes.add(hash(input.previousOutput(), k0, k1));
      }
    }
  }

  private static long hash(OutPoint outPoint, long k0, long k1) {
    var bytes = new ByteWriter(OutPoint.LENGTH);
    outPoint.write(bytes);
    return SipHash.of(k0, k1, bytes.toBytes());
  }

  /**
   * The transaction that has spent {@code output}. Waits for the disk.
   *
   * @throws BlockUnavailableException if its block cannot be read
   */
  public Optional<IndexedTransaction> find(OutPoint output) throws BlockUnavailableException {
    var last = best();
    return last == null
        ? Optional.empty()
        : find(
            hash(output, k0(), k1()),
            block -> block.isAncestorOf(last),
            transaction -> spends(transaction, output));
  }

  private static boolean spends(Transaction transaction, OutPoint output) {
    return transaction.inputs().stream().anyMatch(input -> input.previousOutput().equals(output));
  }
}
