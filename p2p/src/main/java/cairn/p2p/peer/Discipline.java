package cairn.p2p.peer;

/**
 * What is done about peers that do not behave. Whoever is dropped is closed at once; machines are
 * told when they are done with what they are doing.
 */
public interface Discipline {
  /**
   * Closes the connection, for a reason that is not the peer's fault or not worth more.
   *
   * @param reason for the log, where it is followed by {@code , disconnecting peer=5}
   */
  void drop(Peer peer, String reason);

  /**
   * The same with a peer that has not been heard of for long, and is gone it seems: it would be
   * welcome again.
   */
  default void giveUp(Peer peer, String reason) {
    drop(peer, reason);
  }

  /**
   * Closes the connection with a peer that keeps this node from getting on, and tells the operator.
   *
   * @param reason as for {@link #drop}
   */
  void abandon(Peer peer, String reason);

  /**
   * The peer has sent what no honest node sends: it is dropped, and its address is not trusted with
   * one of this node's connections again, unless the operator asked for the peer.
   */
  void misbehaving(Peer peer, String what);
}
