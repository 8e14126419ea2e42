package cairn.p2p.sync;

import cairn.p2p.KnownBlock;
import cairn.primitives.BlockHash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks that a peer is to be told of, and how it wants to be told. */
final class AnnouncementQueue {
  /** Whether it wants headers rather than inventories (BIP 130). */
  boolean prefersHeaders;

  private final List<KnownBlock> blocks = new ArrayList<>();
  private final List<BlockHash> inventory = new ArrayList<>();
  private @Nullable BlockHash continuation;

  /** A block that has become part of the active chain, after those added before. */
  void add(KnownBlock block) {
    blocks.add(block);
    // With one more than is announced by headers, the last one is announced by its name.
    if (blocks.size() > BlockAnnouncer.MAX_BLOCKS + 1) {
      blocks.removeFirst();
    }
  }

  /** Takes out the blocks that were added. */
  List<KnownBlock> takeBlocks() {
    if (blocks.isEmpty()) {
      return List.of();
    }
    var taken = List.copyOf(blocks);
    blocks.clear();
    return taken;
  }

  /** A block that is to be announced by its name alone. */
  void addInventory(BlockHash block) {
    inventory.add(block);
  }

  /** Takes out the names that were added. */
  List<BlockHash> takeInventory() {
    if (inventory.isEmpty()) {
      return List.of();
    }
    var taken = List.copyOf(inventory);
    inventory.clear();
    return taken;
  }

  /** When the peer asks for this block, it is told of the tip, so that it asks for more names. */
  void goOnAfter(BlockHash block) {
    continuation = block;
  }

  /** Whether the peer, which asks for {@code block}, is to be told of the tip: once. */
  boolean isToGoOnAfter(BlockHash block) {
    boolean goesOn = block.equals(continuation);
    if (goesOn) {
      continuation = null;
    }
    return goesOn;
  }
}
