package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.KEY;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.Hash160;
import cairn.primitives.crypto.Hmac;
import cairn.primitives.crypto.PublicKeyEncoding;
import cairn.primitives.crypto.Secp256k1;
import java.util.Optional;

/**
 * A public key that has children (BIP 32). Whoever has it and one private key of its children can
 * compute its own private key.
 *
 * @param publicKey 33 bytes
 * @param chainCode 32 bytes that go into the children's keys
 */
public record ExtendedPublicKey(Bytes publicKey, Bytes chainCode, Lineage lineage) {
  /**
   * Checks the chain code's length.
   *
   * @throws IllegalArgumentException if it is not 32 bytes
   */
  public ExtendedPublicKey {
    ExtendedKeyText.requireChainCode(chainCode);
  }

  /**
   * Reads an {@code xpub}, or what the network calls it.
   *
   * @throws TextException if {@code text} is anything else, or no key that a tree can have
   */
  public static ExtendedPublicKey parse(String text, AddressFormat format) throws TextException {
    var fields = ExtendedKeyText.parse(text, format.xpubPrefix());
    var key = fields.key();
    if (!PublicKeyEncoding.isCompressed(key) || !Secp256k1.instance().isPublicKey(key)) {
      throw new TextException(KEY, "Not a public key");
    }
    return new ExtendedPublicKey(key, fields.chainCode(), fields.lineage());
  }

  /** The key as people write it: Base58Check, beginning with {@code xpub} on the main network. */
  public String text(AddressFormat format) {
    return new ExtendedKeyText(lineage, chainCode, publicKey).text(format.xpubPrefix());
  }

  /** The first four bytes of the key's HASH160, the first the most significant. */
  public int fingerprint() {
    var hash = Hash160.hash(publicKey);
    return (hash.unsigned(0) << 24)
        | (hash.unsigned(1) << 16)
        | (hash.unsigned(2) << 8)
        | hash.unsigned(3);
  }

  /**
   * Derives a child.
   *
   * @param number of a child that is not hardened
   * @return empty if it would be the 256th generation, or if the child has no key, which happens to
   *     one in 2^127
   * @throws IllegalArgumentException if the child is hardened: it needs the private key
   */
  public Optional<ExtendedPublicKey> child(ChildNumber number) {
    if (number.isHardened()) {
      throw new IllegalArgumentException("a public key has no hardened children: " + number);
    }
    if (lineage.isDeepest()) {
      return Optional.empty();
    }
    var message = new ByteWriter(37).bytes(publicKey).int32(Integer.reverseBytes(number.bits()));
    var hash = Hmac.sha512(chainCode, message.toBytes());
    return Secp256k1.instance()
        .addTweak(publicKey, hash.slice(0, 32))
        .map(key ->
            new ExtendedPublicKey(key, hash.slice(32), lineage.child(fingerprint(), number)));
  }

  /**
   * Derives a descendant; empty if one of the children on the way is.
   *
   * @throws IllegalArgumentException if one of them is hardened
   */
  public Optional<ExtendedPublicKey> derive(KeyPath path) {
    var descendant = Optional.of(this);
    for (var step : path.steps()) {
      descendant = descendant.flatMap(key -> key.child(step));
    }
    return descendant;
  }
}
