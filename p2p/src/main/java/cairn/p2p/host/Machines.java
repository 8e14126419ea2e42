package cairn.p2p.host;

import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.Peer;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.Message;
import org.jspecify.annotations.Nullable;

/**
 * The machines of a node's peers, as whoever has the connections sees them. All is called on the
 * thread of the peers.
 */
public interface Machines {
  /**
   * Somebody has connected to this node.
   *
   * @return null if the connection is to be closed
   */
  @Nullable Peer arrived(Arrival arrival);

  /**
   * A connection that was asked for stands.
   *
   * @param remote where it leads; unspecified if only a proxy knows
   * @return null if it is not wanted any more, and is to be closed
   */
  @Nullable Peer opened(Call call, Endpoint remote, Endpoint local);

  /**
   * A connection that was asked for does not come about.
   *
   * @param ofProxy whether that says nothing of the node
   */
  void failed(Call call, String reason, boolean ofProxy);

  /** The peer that was returned before can be spoken to. */
  void begin(Peer peer);

  /**
   * Whether the next message of a peer may be taken in now.
   *
   * @param command what kind of message it is
   */
  boolean isReadyFor(Peer peer, String command);

  /** Takes in a message of a peer that nobody has closed. */
  void received(Peer peer, Message message);

  /** A message has come whose contents cannot be read; that alone is no offence, as in Core. */
  void unreadable(Peer peer, String command);

  /** There is room again for what a peer is to be sent. */
  void drained(Peer peer);

  /**
   * A connection has ended, whoever has ended it.
   *
   * @param retryWithV1 whether the peer may have ended it because it does not know BIP 324
   */
  void closed(Peer peer, boolean retryWithV1);
}
