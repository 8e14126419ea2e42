package cairn.p2p.transport;

import cairn.primitives.Bytes;

/** What a transport wants done. Events are to be acted on in their order. */
public sealed interface TransportEvent {
  /** These bytes are to be sent as they are: they are part of the handshake. */
  record Send(Bytes bytes) implements TransportEvent {}

  /**
   * A message has come.
   *
   * @param wireSize how many bytes it took, with what the transport has put around it
   */
  record Received(Frame frame, int wireSize) implements TransportEvent {}

  /**
   * Something in the place of a message has come, and is left out. The connection goes on.
   *
   * @param reason in Core's words
   * @param wireSize how many bytes it took, with what the transport has put around it
   */
  record Dropped(String reason, int wireSize) implements TransportEvent {}

  /**
   * Nothing that the peer sends can be understood from here on, so the connection is to be closed.
   *
   * @param reason in Core's words
   */
  record Broken(String reason) implements TransportEvent {}
}
