package cairn.p2p.net;

import cairn.p2p.transport.Frame;

/**
 * Is told what happens on the sockets: for each connection on one thread, and in order; for
 * different connections perhaps at once. The thread is one of those that move the bytes, so nothing
 * may take long here, or wait.
 */
public interface SocketListener {
  /** A connection stands: one that was asked for, or one that a peer has opened. */
  void opened(Connection connection);

  /** This side now sends the first bytes of BIP 324's handshake. */
  void handshakeBegun(Connection connection);

  /**
   * A message has come. It counts as unprocessed until {@link Connection#processed} says otherwise.
   *
   * @param wireSize how many bytes it took, with what the transport has put around it
   */
  void received(Connection connection, Frame frame, int wireSize);

  /**
   * What came in the place of a message was left out.
   *
   * @param reason in Core's words
   */
  void dropped(Connection connection, String reason, int wireSize);

  /** There is room again in a send buffer that somebody has found full. */
  void drained(Connection connection);

  /**
   * A connection ends; nothing more is told of it. The socket is closed when this returns, so the
   * peer does not see it before. Whoever is told has to {@linkplain Connection#forget forget} it.
   *
   * @param retryWithV1 whether the peer may have closed it because it does not know BIP 324
   */
  void closed(Connection connection, CloseReason reason, boolean retryWithV1);

  /**
   * A connection that was asked for does not come about.
   *
   * @param reason in few words
   * @param ofProxy whether already the proxy could not be reached, which tells nothing of the node
   */
  void connectFailed(Dial dial, String reason, boolean ofProxy);
}
