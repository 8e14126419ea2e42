package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.ChainMessage;
import cairn.p2p.wire.ChainMessage.GetBlocks;
import cairn.p2p.wire.ChainMessage.GetHeaders;
import cairn.p2p.wire.ChainMessage.Headers;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells peers which blocks follow those that they have. */
final class HeaderServer {
  private static final Logger LOG = LoggerFactory.getLogger(HeaderServer.class);

  private static final int MAX_HASHES = 500;

  /** Pruning leaves so many blocks, but those of the last hour should not be named as the last. */
  private static final int KEPT_BLOCKS = 288;

  private final SyncSurroundings surroundings;
  private final Disclosure disclosure;

  HeaderServer(SyncSurroundings surroundings, Disclosure disclosure) {
    this.surroundings = surroundings;
    this.disclosure = disclosure;
  }

  void getHeaders(SyncPeer peer, GetHeaders request) {
    var chain = surroundings.chain();
    if (chain.isImporting()) {
      LOG.debug("Ignoring getheaders from {} while importing/reindexing", peer.peer());
      return;
    }
    if (chain.tip().work().compareTo(surroundings.minimumWork()) < 0
        && !peer.peer().has(Permission.DOWNLOAD)) {
      LOG.debug(
          "Ignoring getheaders from {} because active chain has too little work;"
              + " sending empty response",
          peer.peer());
      // Else the peer would begin to follow a branch that it would have to give up in the end.
      surroundings.send(peer.peer(), new Headers(List.of()));
      return;
    }
    @Nullable KnownBlock first;
    if (request.locator().isEmpty()) {
      first = chain.find(request.stop());
      if (first == null) {
        return;
      }
      if (!disclosure.allows(first)) {
        LOG.debug(
            "ignoring request from {} for old block header that isn't in the main chain",
            peer.peer());
        return;
      }
    } else {
      first = chain.at(Locators.lastCommon(request.locator(), chain).height() + 1);
    }
    LOG.debug(
        "getheaders {} to {} from {}",
        first == null ? -1 : first.height(),
        end(request.stop()),
        peer.peer());
    sendHeaders(peer, first, request.stop());
  }

  private void sendHeaders(SyncPeer peer, @Nullable KnownBlock first, BlockHash stop) {
    var headers = new ArrayList<BlockHeader>();
    var last = surroundings.chain().tip();
    for (var block = first; block != null; block = next(block)) {
      headers.add(block.header());
      if (headers.size() == ChainMessage.MAX_HEADERS || block.hash().equals(stop)) {
        last = block;
        break;
      }
    }
    // This may be less than was sent before. A tip that was announced by a compact block while it
    // was being connected is not among these headers, and is announced once more then.
    peer.chain().sent(last);
    surroundings.send(peer.peer(), new Headers(headers));
  }

  /** Null after the tip, and after a block that is not in the active chain. */
  private @Nullable KnownBlock next(KnownBlock block) {
    var chain = surroundings.chain();
    return chain.isActive(block) ? chain.at(block.height() + 1) : null;
  }

  /** Announces what follows, as nodes want it that do not get the headers first. */
  void getBlocks(SyncPeer peer, GetBlocks request) {
    var chain = surroundings.chain();
    var block = chain.at(Locators.lastCommon(request.locator(), chain).height() + 1);
    LOG.debug(
        "getblocks {} to {} limit {} from {}",
        block == null ? -1 : block.height(),
        end(request.stop()),
        MAX_HASHES,
        peer.peer());
    var queue = peer.announcements();
    int count = 0;
    for (; block != null; block = chain.at(block.height() + 1)) {
      if (block.hash().equals(request.stop())) {
        LOG.debug(" getblocks stopping at {} {}", block.height(), block.hash());
        return;
      }
      if (surroundings.options().pruning() && mayBePrunedSoon(block)) {
        LOG.debug(
            " getblocks stopping, pruned or too old block at {} {}", block.height(), block.hash());
        return;
      }
      queue.addInventory(block.hash());
      if (++count == MAX_HASHES) {
        LOG.debug(" getblocks stopping at limit {} {}", block.height(), block.hash());
        // Once the peer asks for this one, it is told that there is more.
        queue.goOnAfter(block.hash());
        return;
      }
    }
  }

  private boolean mayBePrunedSoon(KnownBlock block) {
    long lastHour = 3_600 / surroundings.targetSpacing().toSeconds();
    return !block.hasData()
        || block.height() <= surroundings.chain().tip().height() - (KEPT_BLOCKS - lastHour);
  }

  private static String end(BlockHash stop) {
    return stop.isZero() ? "end" : stop.toString();
  }
}
