package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.p2p.compact.CompactBlocks;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.BlockItem;
import cairn.p2p.wire.InventoryMessage.Inv;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.Message;
import cairn.p2p.wire.MessageType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Block;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends blocks that peers ask for, in whatever form. */
final class BlockServer {
  private static final Logger LOG = LoggerFactory.getLogger(BlockServer.class);

  /** Of older blocks hardly a transaction is in a peer's pool, so they are sent whole. */
  private static final int MAX_COMPACT_DEPTH = 5;

  /** A pruned node does not show which older blocks it still has: two more than it promises. */
  private static final int LIMITED_BLOCKS = 288 + 2;

  private static final Duration OLD = Duration.ofDays(7);

  private final SyncSurroundings surroundings;
  private final Disclosure disclosure;
  private final RecentBlock recent;
  private final UploadLimit limit;
  private final FilteredBlocks filters;

  BlockServer(
      SyncSurroundings surroundings,
      Disclosure disclosure,
      RecentBlock recent,
      UploadLimit limit,
      FilteredBlocks filters) {
    this.surroundings = surroundings;
    this.disclosure = disclosure;
    this.recent = recent;
    this.limit = limit;
    this.filters = filters;
  }

  /**
   * Answers a request for a block; with nothing, if there is no such block or the peer may not have
   * it, as nodes have always done.
   *
   * @param done called, now or later, when the next request may be served
   */
  void serve(SyncPeer peer, BlockItem item, Runnable done) {
    if (item.type() == InventoryType.FILTERED_BLOCK
        && !peer.peer().ourServices().has(ServiceFlags.BLOOM)) {
      drop(peer, "filtered block request received when NODE_BLOOM service disabled", done);
      return;
    }
    var block = surroundings.chain().find(item.hash());
    if (block == null) {
      done.run();
    } else if (block.hasAllData() && !block.isFullyValid() && !block.isFailed()) {
      // It is just being checked, and has been announced as a compact block perhaps.
      surroundings.chain().settle(() -> decide(peer, item, block, done));
    } else {
      decide(peer, item, block, done);
    }
  }

  private void decide(SyncPeer peer, BlockItem item, KnownBlock block, Runnable done) {
    if (!disclosure.allows(block)) {
      LOG.debug("ignoring request from {} for old block that isn't in the main chain", peer.peer());
      done.run();
    } else if (exceedsLimit(peer, item, block)) {
      drop(peer, "historical block serving limit reached", done);
    } else if (isBelowPromised(peer, block)) {
      // Else it would wait for a block that is not sent.
      drop(peer, "Ignore block request below NODE_NETWORK_LIMITED threshold", done);
    } else if (!block.hasData()) {
      done.run();
    } else {
      read(peer, item, block, done);
    }
  }

  private boolean exceedsLimit(SyncPeer peer, BlockItem item, KnownBlock block) {
    long age = surroundings.chain().bestHeader().time() - block.time();
    boolean old = age > OLD.toSeconds() || item.type() == InventoryType.FILTERED_BLOCK;
    return old && limit.isReachedForOldBlocks() && !peer.peer().has(Permission.DOWNLOAD);
  }

  private boolean isBelowPromised(SyncPeer peer, KnownBlock block) {
    var services = peer.peer().ourServices();
    return !peer.isTrusted()
        && services.has(ServiceFlags.NETWORK_LIMITED)
        && !services.has(ServiceFlags.NETWORK)
        && surroundings.chain().tip().height() - block.height() > LIMITED_BLOCKS;
  }

  private void read(SyncPeer peer, BlockItem item, KnownBlock block, Runnable done) {
    switch (item.type()) {
      case WITNESS_BLOCK -> sendWhole(peer, block, true, done);
      case BLOCK -> sendWhole(peer, block, false, done);
      case COMPACT_BLOCK -> {
        if (isWorthCompact(block)) {
          sendCompact(peer, block, done);
        } else {
          sendWhole(peer, block, true, done);
        }
      }
      case FILTERED_BLOCK ->
          load(
              peer,
              block,
              contents ->
                  filters
                      .filter(peer.peer(), contents)
                      .forEach(message -> surroundings.send(peer.peer(), message)),
              done);
      default -> throw new IllegalArgumentException(item + " is not a block");
    }
  }

  private boolean isWorthCompact(KnownBlock block) {
    return surroundings.isNearEnd()
        && block.height() >= surroundings.chain().tip().height() - MAX_COMPACT_DEPTH;
  }

  private void sendWhole(SyncPeer peer, KnownBlock block, boolean witness, Runnable done) {
    surroundings
        .chain()
        .readBlock(
            block,
            witness,
            bytes -> {
              if (bytes.isPresent()) {
                send(peer, block, new Message.Encoded(MessageType.BLOCK, bytes.get()), done);
              } else {
                gone(peer, done);
              }
            });
  }

  private void sendCompact(SyncPeer peer, KnownBlock block, Runnable done) {
    var compact = recent.compact(block.hash());
    if (compact != null) {
      send(peer, block, compact, done);
      return;
    }
    load(
        peer,
        block,
        contents ->
            surroundings.send(
                peer.peer(), CompactBlocks.of(contents, surroundings.base().random().nextLong())),
        done);
  }

  private void load(SyncPeer peer, KnownBlock block, Consumer<Block> use, Runnable done) {
    var newest = recent.block(block.hash());
    if (newest != null) {
      use.accept(newest);
      sent(peer, block, done);
      return;
    }
    surroundings
        .chain()
        .loadBlock(
            block,
            contents -> {
              if (contents.isPresent()) {
                use.accept(contents.get());
                sent(peer, block, done);
              } else {
                gone(peer, done);
              }
            });
  }

  private void send(SyncPeer peer, KnownBlock block, Message message, Runnable done) {
    surroundings.send(peer.peer(), message);
    sent(peer, block, done);
  }

  private void sent(SyncPeer peer, KnownBlock block, Runnable done) {
    if (peer.announcements().isToGoOnAfter(block.hash())) {
      // Right after the block, even if the peer knows of the tip: so it asks for more names.
      var tip = surroundings.chain().tip().hash();
      surroundings.send(peer.peer(), new Inv(List.of(InventoryItem.of(tip))));
    }
    done.run();
  }

  private void gone(SyncPeer peer, Runnable done) {
    drop(peer, "Block was pruned before it could be read", done);
  }

  private void drop(SyncPeer peer, String reason, Runnable done) {
    surroundings.discipline().drop(peer.peer(), reason);
    done.run();
  }
}
