package cairn.primitives.crypto;

import cairn.primitives.Bytes;

/**
 * A public key as BIP 340 writes it, and the bit that this leaves out.
 *
 * @param x 32 bytes big-endian
 * @param odd whether y is odd
 */
public record XOnlyKey(Bytes x, boolean odd) {
  /** Takes the 33 bytes of a compressed key apart. */
  static XOnlyKey ofCompressed(Bytes publicKey) {
    return new XOnlyKey(publicKey.slice(1), publicKey.get(0) == PublicKeyEncoding.ODD);
  }
}
