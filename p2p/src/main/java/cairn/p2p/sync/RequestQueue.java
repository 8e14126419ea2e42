package cairn.p2p.sync;

import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.UnknownItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage.NotFound;
import java.util.ArrayList;
import java.util.List;

/**
 * Serves what peers ask for, to each in its order. The peer's next message waits until it has been
 * sent all, so nobody can pile up requests; and one block at a time is read for each peer.
 */
final class RequestQueue {
  private final SyncSurroundings surroundings;
  private final BlockServer blocks;
  private final TransactionServer transactions;

  RequestQueue(SyncSurroundings surroundings, BlockServer blocks, TransactionServer transactions) {
    this.surroundings = surroundings;
    this.blocks = blocks;
    this.transactions = transactions;
  }

  void add(SyncPeer peer, List<InventoryItem> items) {
    peer.serving().asked.addAll(items);
    tend(peer);
  }

  /** Goes on, if something has been asked for and there is room to send it. */
  void tend(SyncPeer peer) {
    var serving = peer.serving();
    if (serving.isReading || serving.isTending) {
      return;
    }
    serving.isTending = true;
    boolean goesOn = true;
    while (goesOn && !serving.asked.isEmpty() && !isFull(peer) && !peer.peer().isClosed()) {
      goesOn = serveNext(peer);
    }
    serving.isTending = false;
    boolean hold = !serving.asked.isEmpty() || serving.isReading;
    if (hold && !serving.holdsPeer) {
      peer.peer().awaitAnswer();
    } else if (!hold && serving.holdsPeer) {
      peer.peer().answered();
    }
    serving.holdsPeer = hold;
  }

  /** False if what comes next has to wait. */
  private boolean serveNext(SyncPeer peer) {
    var asked = peer.serving().asked;
    switch (asked.element()) {
      case TxItem _, WtxItem _ -> serveTransactions(peer);
      case UnknownItem _ -> asked.remove();
      case BlockItem item -> {
        asked.remove();
        return serveBlock(peer, item);
      }
    }
    return true;
  }

  private void serveTransactions(SyncPeer peer) {
    var asked = peer.serving().asked;
    var notFound = new ArrayList<InventoryItem>();
    while (!isFull(peer) && (asked.peek() instanceof TxItem || asked.peek() instanceof WtxItem)) {
      var item = asked.remove();
      if (!transactions.serve(peer.peer(), item)) {
        notFound.add(item);
      }
    }
    if (!notFound.isEmpty()) {
      surroundings.send(peer.peer(), new NotFound(notFound));
    }
  }

  private boolean serveBlock(SyncPeer peer, BlockItem item) {
    var serving = peer.serving();
    serving.isReading = true;
    blocks.serve(
        peer,
        item,
        () -> {
          serving.isReading = false;
          tend(peer);
        });
    return !serving.isReading;
  }

  private boolean isFull(SyncPeer peer) {
    return surroundings.base().out().isFull(peer.peer());
  }
}
