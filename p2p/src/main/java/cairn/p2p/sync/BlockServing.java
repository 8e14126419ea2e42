package cairn.p2p.sync;

import cairn.p2p.wire.InventoryItem;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a peer has asked for, and has not been sent yet. */
final class BlockServing {
  final Queue<InventoryItem> asked = new ArrayDeque<>();

  /** Whether the peer's next message waits until all of that has been sent. */
  boolean holdsPeer;

  /** Whether a block is being read for the peer: one at a time. */
  boolean isReading;

  /** Whether requests are just being gone through. */
  boolean isTending;

  /** The filters that the peer has asked for; null if there are none. */
  FilterServer.@Nullable Task filters;
}
