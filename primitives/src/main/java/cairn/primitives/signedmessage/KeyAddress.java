package cairn.primitives.signedmessage;

import cairn.primitives.Bytes;
import cairn.primitives.address.Address;
import cairn.primitives.crypto.Secp256k1;

/** The addresses that one key has, in the order in which BIP 137 gives headers to them. */
public enum KeyAddress {
  /** The hash of the key's 65 bytes. */
  P2PKH_UNCOMPRESSED,
  /** The hash of the key's 33 bytes. */
  P2PKH_COMPRESSED,
  /** The hash of a script that is a witness program. */
  P2SH_P2WPKH,
  /** A witness program. */
  P2WPKH;

  /**
   * The address of this kind.
   *
   * @param publicKey compressed
   * @throws IllegalArgumentException if {@code publicKey} is no key
   */
  public Address address(Bytes publicKey) {
    return switch (this) {
      case P2PKH_UNCOMPRESSED ->
          Address.PublicKeyHash.of(
              Secp256k1.instance()
                  .decompress(publicKey)
                  .orElseThrow(() -> new IllegalArgumentException("no public key: " + publicKey)));
      case P2PKH_COMPRESSED -> Address.PublicKeyHash.of(publicKey);
      case P2SH_P2WPKH ->
          Address.ScriptHash.of(Address.WitnessPublicKeyHash.of(publicKey).scriptPubKey());
      case P2WPKH -> Address.WitnessPublicKeyHash.of(publicKey);
    };
  }
}
