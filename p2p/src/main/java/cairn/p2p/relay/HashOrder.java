package cairn.p2p.relay;

import cairn.primitives.Hash256;
import java.util.Comparator;

/**
 * An order of hashes, whatever they name: that of their bytes in wire order.
 *
 * <p>What peers announce are 32 bytes of their choice, so that they can have as many as they like
 * meet in one bucket of a hash table. In a tree they cannot do any harm.
 */
final class HashOrder implements Comparator<Hash256> {
  static final HashOrder INSTANCE = new HashOrder();

  private HashOrder() {}

  @Override
  public int compare(Hash256 a, Hash256 b) {
    return Hash256.WIRE_ORDER.compare(a, b);
  }
}
