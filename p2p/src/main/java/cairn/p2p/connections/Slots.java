package cairn.p2p.connections;

/**
 * How many connections there may be of each kind.
 *
 * @param total of all but those that the operator asks for
 * @param fullRelay of this node's own choice, for everything
 * @param blockRelay of this node's own choice, for blocks alone
 * @param inbound of the peers'
 * @param inboundRelaying of these, for transactions too
 */
record Slots(int total, int fullRelay, int blockRelay, int inbound, int inboundRelaying) {
  /** So many are for everything where nothing else is said. */
  static final int FULL_RELAY = 8;

  /** So many of those that the operator has added are there at once, besides all others. */
  static final int ADDED = 8;

  private static final int BLOCK_RELAY = 2;
  private static final int FEELERS = 1;

  static Slots of(ConnectionOptions.Limits limits) {
    int total = limits.connections();
    int fullRelay = Math.min(FULL_RELAY, total);
    int blockRelay = Math.min(BLOCK_RELAY, total - fullRelay);
    int inbound = Math.max(0, total - fullRelay - blockRelay - FEELERS);
    int relaying = (int) (limits.inboundRelayPercent() / 100.0 * inbound);
    return new Slots(total, fullRelay, blockRelay, inbound, relaying);
  }

  /** How many this node opens by itself at most, extra ones and short ones included. */
  int automatic() {
    return Math.min(fullRelay + blockRelay + FEELERS, total);
  }
}
