package cairn.p2p.relay;

import cairn.p2p.TransactionPool;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage.Tx;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import org.jspecify.annotations.Nullable;

/**
 * Sends the transactions that peers ask for.
 *
 * <p>A peer only gets what it could have been told of: what was in the pool when it was last told
 * of something, or is in the newest block. So it cannot find out what has just come in.
 */
final class TransactionSupply {
  private final Surroundings surroundings;
  private final TransactionPool pool;
  private final RelayPeers peers;
  private final RelayNeighbours neighbours;

  TransactionSupply(
      Surroundings surroundings,
      TransactionPool pool,
      RelayPeers peers,
      RelayNeighbours neighbours) {
    this.surroundings = surroundings;
    this.pool = pool;
    this.peers = peers;
    this.neighbours = neighbours;
  }

  /**
   * Sends a transaction; to peers that are not told of any, nothing.
   *
   * @return false if the peer is to be told that it cannot have it
   */
  boolean serve(Peer to, InventoryItem item) {
    var peer = peers.find(to.id());
    if (peer == null || !peer.relays) {
      return true;
    }
    var transaction =
        switch (item) {
          case TxItem(_, var txid) -> find(peer, txid);
          case WtxItem(var wtxid) -> find(peer, wtxid);
          case InventoryItem.BlockItem _, InventoryItem.UnknownItem _ ->
              throw new IllegalArgumentException(item + " is not a transaction");
        };
    if (transaction == null) {
      return false;
    }
    boolean plain = item instanceof TxItem(var type, _) && type == InventoryType.TX;
    surroundings.out().send(to, plain ? withoutWitness(transaction) : new Tx(transaction));
    pool.fetched(transaction.txid());
    return true;
  }

  /** The message of a transaction as it was before BIP 144. */
  static Message withoutWitness(Transaction transaction) {
    return transaction.hasWitness()
        ? new Message.Encoded(MessageType.TX, transaction.serializedWithoutWitness())
        : new Tx(transaction);
  }

  private @Nullable Transaction find(RelayPeer peer, TransactionId id) {
    var entry = pool.find(id);
    return entry != null && entry.sequence() < peer.sequence
        ? entry.transaction()
        : neighbours.inNewestBlock(id);
  }
}
