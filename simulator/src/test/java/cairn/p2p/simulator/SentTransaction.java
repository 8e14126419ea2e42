package cairn.p2p.simulator;

import cairn.p2p.BlockTree.Entry;
import cairn.primitives.Transaction;
import java.util.ArrayList;
import java.util.List;

/** A transaction that some node has made. */
final class SentTransaction {
  final Transaction transaction;

  /** The blocks that it was put into: there are several where these are rivals. */
  final List<Entry> minedIn = new ArrayList<>();

  SentTransaction(Transaction transaction) {
    this.transaction = transaction;
  }
}
