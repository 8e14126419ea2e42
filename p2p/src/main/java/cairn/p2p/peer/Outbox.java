package cairn.p2p.peer;

import cairn.p2p.wire.Message;

/** What peers' machines have done outside: by sockets in a node, by nobody in a simulation. */
public interface Outbox {
  /** Sends a message; nothing happens if the connection has gone. */
  void send(Peer to, Message message);

  /** Whether so much is waiting to be sent that nothing more should be begun for the peer. */
  boolean isFull(Peer peer);

  /** Closes the connection; what was sent before may or may not get through. */
  void close(Peer peer);

  /** Opens a connection. The answer is an event of its own: that it is open, or that it failed. */
  void connect(Call call);
}
