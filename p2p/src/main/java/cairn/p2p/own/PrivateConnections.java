package cairn.p2p.own;

/** Opens connections for {@link PrivateBroadcast}. */
public interface PrivateConnections {
  /** So many more are wanted; whichever could not be opened is tried with another node. */
  void want(int count);

  /** So many fewer are wanted, of those that have not been opened yet. */
  void wantLess(int count);
}
