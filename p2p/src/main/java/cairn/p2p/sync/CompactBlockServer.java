package cairn.p2p.sync;

import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.wire.CompactBlockMessage.GetBlockTxn;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryType;
import cairn.primitives.Block;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the transactions that peers lack of compact blocks. */
final class CompactBlockServer {
  private static final Logger LOG = LoggerFactory.getLogger(CompactBlockServer.class);
  private static final Logger DETAILS = LoggerFactory.getLogger(CompactBlockReceiver.DETAILS);

  /**
   * Of an older block the whole is sent. Nobody needs it in earnest, and whoever asks to keep this
   * node busy reading has to take in what it reads.
   */
  private static final int MAX_DEPTH = 10;

  private final SyncSurroundings surroundings;
  private final RecentBlock recent;
  private final RequestQueue queue;

  CompactBlockServer(SyncSurroundings surroundings, RecentBlock recent, RequestQueue queue) {
    this.surroundings = surroundings;
    this.recent = recent;
    this.queue = queue;
  }

  void serve(SyncPeer peer, GetBlockTxn request) {
    if (request.indexes().isEmpty()) {
      surroundings
          .discipline()
          .drop(peer.peer(), "getblocktxn received with no transaction indexes");
      return;
    }
    var newest = recent.block(request.block());
    if (newest != null) {
      answer(peer, request, newest);
      return;
    }
    var chain = surroundings.chain();
    var block = chain.find(request.block());
    if (block == null || !block.hasData()) {
      LOG.debug("Peer {} sent us a getblocktxn for a block we don't have", peer.peer().id());
    } else if (block.height() < chain.tip().height() - MAX_DEPTH) {
      LOG.debug("Peer {} sent us a getblocktxn for a block > {} deep", peer.peer().id(), MAX_DEPTH);
      queue.add(peer, List.of(new BlockItem(InventoryType.WITNESS_BLOCK, request.block())));
    } else {
      peer.peer().awaitAnswer();
      chain.loadBlock(
          block,
          contents -> {
            peer.peer().answered();
            contents.ifPresent(whole -> answer(peer, request, whole));
          });
    }
  }

  private void answer(SyncPeer peer, GetBlockTxn request, Block block) {
    var answer = CompactBlocks.answer(request, block);
    if (answer.isEmpty()) {
      surroundings
          .discipline()
          .misbehaving(peer.peer(), "getblocktxn with out-of-bounds tx indices");
      return;
    }
    DETAILS.debug(
        "{} sent us a GETBLOCKTXN for block {}, sending a BLOCKTXN with {} txns.",
        peer.peer(),
        request.block(),
        request.indexes().size());
    surroundings.send(peer.peer(), answer.get());
  }
}
