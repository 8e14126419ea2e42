package cairn.p2p.relay;

import static cairn.p2p.TestTransactions.coin;
import static cairn.p2p.TestTransactions.output;
import static cairn.p2p.TestTransactions.spend;

import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryType;
import cairn.primitives.Transaction;

/** A node that relays, twenty coins, and transactions that spend the second of them. */
abstract class RelayWithCoins {
  static final Transaction PARENT = spend(coin(1));
  static final Transaction CHILD = spend(output(PARENT, 0));

  final RelayNode node = new RelayNode();

  RelayWithCoins() {
    for (int i = 0; i < 20; i++) {
      node.pool.fund(coin(i), 10_000);
    }
  }

  static InventoryItem witnessTx(Transaction transaction) {
    return new TxItem(InventoryType.WITNESS_TX, transaction.txid());
  }

  boolean isInPool(Transaction transaction) {
    return node.pool.find(transaction.wtxid()) != null;
  }

  boolean isOrphan(Transaction transaction) {
    return node.relay.orphans().stream().anyMatch(one -> one.transaction().equals(transaction));
  }
}
