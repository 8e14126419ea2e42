package cairn.p2p.sync;

import cairn.p2p.peer.Peer;
import cairn.p2p.wire.InventoryItem;

/** Sends the transactions that peers ask for. */
public interface TransactionServer {
  /**
   * Answers a request for a transaction.
   *
   * @param item names one
   * @return false if the peer is to be told that it cannot have it
   */
  boolean serve(Peer peer, InventoryItem item);
}
