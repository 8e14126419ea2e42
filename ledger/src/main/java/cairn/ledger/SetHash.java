package cairn.ledger;

import cairn.primitives.Bytes;

/**
 * A hash over all coins.
 *
 * @param bytes 32
 */
public record SetHash(Bytes bytes) {
  /** Hex as people write it, and {@code gettxoutsetinfo} prints it: the last byte first. */
  @Override
  public String toString() {
    var reversed = bytes.toArray();
    for (int i = 0, j = reversed.length - 1; i < j; i++, j--) {
      byte first = reversed[i];
      reversed[i] = reversed[j];
      reversed[j] = first;
    }
    return Bytes.wrap(reversed).toHex();
  }
}
