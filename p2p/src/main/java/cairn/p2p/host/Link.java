package cairn.p2p.host;

import cairn.p2p.net.Connection;
import cairn.p2p.peer.Peer;
import org.jspecify.annotations.Nullable;

/** A connection, and the peer that it leads to once that is let in. Thread-safe. */
final class Link {
  private final Connection connection;
  private final Inbox<Link> inbox = new Inbox<>(this);
  private volatile @Nullable Peer peer;
  private volatile boolean ended;

  Link(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  Inbox<Link> inbox() {
    return inbox;
  }

  boolean isInbound() {
    return connection.dial().isEmpty();
  }

  /** Null until the peer is let in. What a peer is may be asked on its own thread alone. */
  @Nullable Peer peer() {
    return peer;
  }

  void letIn(Peer peer) {
    this.peer = peer;
  }

  /** Whether the connection does not stand any more, whether or not the peers' thread knows. */
  boolean hasEnded() {
    return ended;
  }

  void end() {
    ended = true;
  }

  /** {@code peer=5}, as the log has it. */
  @Override
  public String toString() {
    var known = peer;
    return known == null ? "somebody who was not let in" : known.toString();
  }
}
