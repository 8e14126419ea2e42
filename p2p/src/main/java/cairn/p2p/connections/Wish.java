package cairn.p2p.connections;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.wire.PeerAddress;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is wanted.
 *
 * @param name what the operator calls the node; empty if this node has found it by itself
 * @param node where it is; null if that has to be found out from the name
 * @param encrypted whether BIP 324 is tried
 * @param countsFailure whether it says something of the node if it cannot be reached
 */
record Wish(
    String name,
    @Nullable PeerAddress node,
    ConnectionType type,
    boolean encrypted,
    Slot slot,
    boolean countsFailure) {
  /** Which bound a connection counts for, from when it is asked for until it is closed. */
  enum Slot {
    /** None. */
    FREE,
    /** {@link Slots#automatic}. */
    AUTOMATIC,
    /** {@link Slots#ADDED}. */
    ADDED
  }

  static Wish named(String name, ConnectionType type, boolean encrypted, Slot slot) {
    return new Wish(name, null, type, encrypted, slot, false);
  }

  /** The same in the clear: that the node is there is known. */
  Wish withoutEncryption() {
    return new Wish(name, node, type, false, slot, false);
  }

  /** As the log calls the node. */
  String target() {
    return node == null ? name : node.endpoint().toString();
  }
}
