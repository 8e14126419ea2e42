package cairn.p2p.relay;

import cairn.p2p.peer.Peer;
import cairn.p2p.wire.MessageType;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import org.jspecify.annotations.Nullable;

/** What relay asks of others that deal with the same peers. */
public interface RelayNeighbours {
  /** The transaction of that id in the newest block; null if there is none. */
  @Nullable Transaction inNewestBlock(TransactionId id);

  /** A transaction is not in the pool, but might be in the next block all the same. */
  void notInPool(Transaction transaction);

  /** Whether so much has been sent that only what is needed most is sent. */
  boolean isUploadLimitReached();

  /**
   * A peer that wanted no transactions now does. That costs more, so it may be too many.
   *
   * @param because of this message
   */
  void wantsTransactions(Peer peer, MessageType because);
}
