package cairn.ledger.index;

import cairn.ledger.IndexedBlock;
import cairn.primitives.Transaction;

/**
 * A transaction, and a block that it is in.
 *
 * @param block of the active chain if it is in one of these, else of another branch
 */
public record IndexedTransaction(IndexedBlock block, Transaction transaction) {}
