package cairn.p2p.sync;

import cairn.p2p.wire.NetworkType;

/** What synchronisation asks of whoever decides how many connections this node opens by itself. */
public interface PeerSearch {
  /** Whether this node opens connections to peers of its own choice now. */
  boolean isOn();

  /** How many more connections for blocks alone there are than there should be in the long run. */
  int extraBlockRelayPeers();

  /** How many more connections for everything there are than there should be in the long run. */
  int extraFullRelayPeers();

  /**
   * Whether there are several connections by this network that are for everything and of this
   * node's or the operator's choice, so that one can go.
   */
  boolean hasSeveralBy(NetworkType network);

  /** Whether one more connection for everything than usual may be opened. */
  void allowExtraFullRelay(boolean allowed);

  /**
   * From now on, connections for blocks alone are tried out now and then: the chain is up to date.
   */
  void beginExtraBlockRelay();
}
