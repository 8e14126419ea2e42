package cairn.p2p.relay;

/**
 * How transactions are relayed.
 *
 * @param blocksOnly whether no transactions are taken from peers that have no permission
 * @param sendRate how many transactions are announced to inbound peers each second, in the long run
 * @param knownPerPeer of how many transactions it is remembered that a peer knows them
 * @param rejections how many refusals are remembered, of either kind
 * @param confirmations of how many transactions it is remembered that they are in a block
 */
public record RelayOptions(
    boolean blocksOnly, int sendRate, int knownPerPeer, int rejections, int confirmations) {
  /** As Core has them. The memory: half a megabyte for each peer, and three. */
  public static final RelayOptions DEFAULT = new RelayOptions(false, 14, 50_000, 120_000, 48_000);

  /** For simulations of many nodes with little traffic: some kilobytes for each peer. */
  public static final RelayOptions SMALL = new RelayOptions(false, 14, 500, 1000, 1000);

  public RelayOptions withBlocksOnly(boolean blocksOnly) {
    return new RelayOptions(blocksOnly, sendRate, knownPerPeer, rejections, confirmations);
  }

  public RelayOptions withSendRate(int sendRate) {
    return new RelayOptions(blocksOnly, sendRate, knownPerPeer, rejections, confirmations);
  }
}
