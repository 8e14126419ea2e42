package cairn.ledger.store;

import cairn.genesis.Network;
import cairn.primitives.BlockHash;
import cairn.primitives.Bytes;

/**
 * What tells the network a database was made for from any other.
 *
 * @param genesis the hash of its first block
 * @param magic the four bytes that begin its messages and the records of its block files
 */
public record NetworkIdentity(BlockHash genesis, Bytes magic) {
  /** How many bytes {@link #magic} has. */
  public static final int MAGIC_LENGTH = 4;

  public NetworkIdentity {
    if (magic.length() != MAGIC_LENGTH) {
      throw new IllegalArgumentException("a network's magic has 4 bytes, not " + magic.length());
    }
  }

  public static NetworkIdentity of(Network network) {
    return new NetworkIdentity(network.genesis().hash(), network.peers().magic());
  }
}
