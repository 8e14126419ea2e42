package cairn.p2p.peer;

/**
 * One part of what a node does with its peers. Beside these, a machine has a method for each
 * message that it is about.
 */
public interface Machine {
  /** The handshake is done: from now on, all messages may be sent. */
  default void ready(Peer peer) {}

  /** The peer has gone: whatever is remembered of it is forgotten. */
  default void closed(Peer peer) {}
}
