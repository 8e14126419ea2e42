package cairn.p2p.simulator;

import cairn.p2p.BlockTree.Entry;
import cairn.primitives.Transaction;
import org.jspecify.annotations.Nullable;

/** A transaction that some node has made. */
final class SentTransaction {
  final Transaction transaction;

  /** The last block that it was put into. */
  @Nullable Entry minedIn;

  SentTransaction(Transaction transaction) {
    this.transaction = transaction;
  }
}
