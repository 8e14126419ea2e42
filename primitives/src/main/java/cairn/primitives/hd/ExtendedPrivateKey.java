package cairn.primitives.hd;

import static cairn.primitives.address.TextException.Reason.KEY;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.address.AddressFormat;
import cairn.primitives.address.TextException;
import cairn.primitives.crypto.Hmac;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A private key that has children (BIP 32). It does not print itself.
 *
 * @param chainCode 32 bytes that go into the children's keys, so that these cannot be found by who
 *     knows the key alone
 */
public record ExtendedPrivateKey(SecretKey secret, Bytes chainCode, Lineage lineage) {
  private static final Bytes MASTER_KEY =
      Bytes.wrap("Bitcoin seed".getBytes(StandardCharsets.US_ASCII));

  /**
   * Checks the chain code's length.
   *
   * @throws IllegalArgumentException if it is not 32 bytes
   */
  public ExtendedPrivateKey {
    ExtendedKeyText.requireChainCode(chainCode);
  }

  /**
   * Makes the master key of {@code seed}.
   *
   * @param seed random bytes, 16 to 64 by BIP 32
   * @return empty if the seed gives no key, which happens to one in 2^127
   */
  public static Optional<ExtendedPrivateKey> master(Bytes seed) {
    var hash = Hmac.sha512(MASTER_KEY, seed);
    return SecretKey.of(hash.slice(0, 32))
        .map(secret -> new ExtendedPrivateKey(secret, hash.slice(32), Lineage.MASTER));
  }

  /**
   * Reads an {@code xprv}, or what the network calls it.
   *
   * @throws TextException if {@code text} is anything else, or no key that a tree can have
   */
  public static ExtendedPrivateKey parse(String text, AddressFormat format) throws TextException {
    var fields = ExtendedKeyText.parse(text, format.xprvPrefix());
    var key = fields.key();
    if (key.get(0) != 0) {
      throw new TextException(KEY, "Not an extended private key");
    }
    return SecretKey.of(key.slice(1))
        .map(secret -> new ExtendedPrivateKey(secret, fields.chainCode(), fields.lineage()))
        .orElseThrow(() -> new TextException(KEY, "Private key out of range"));
  }

  /** The key as people write it: Base58Check, beginning with {@code xprv} on the main network. */
  public String text(AddressFormat format) {
    var key = Bytes.of(0).concat(secret.bytes());
    return new ExtendedKeyText(lineage, chainCode, key).text(format.xprvPrefix());
  }

  /** What can be given to those who should see but not spend. */
  public ExtendedPublicKey toPublic() {
    return new ExtendedPublicKey(Secp256k1.instance().publicKey(secret), chainCode, lineage);
  }

  /**
   * Derives a child.
   *
   * @return empty if it would be the 256th generation, or if the child has no key, which happens to
   *     one in 2^127
   */
  public Optional<ExtendedPrivateKey> child(ChildNumber number) {
    if (lineage.isDeepest()) {
      return Optional.empty();
    }
    var parent = toPublic();
    var message = new ByteWriter(37);
    if (number.isHardened()) {
      message.uint8(0).bytes(secret.bytes());
    } else {
      message.bytes(parent.publicKey());
    }
    message.int32(Integer.reverseBytes(number.bits()));
    var hash = Hmac.sha512(chainCode, message.toBytes());
    return Secp256k1.instance()
        .addTweak(secret, hash.slice(0, 32))
        .map(key ->
            new ExtendedPrivateKey(
                key, hash.slice(32), lineage.child(parent.fingerprint(), number)));
  }

  /** Derives a descendant; empty if one of the children on the way is. */
  public Optional<ExtendedPrivateKey> derive(KeyPath path) {
    var descendant = Optional.of(this);
    for (var step : path.steps()) {
      descendant = descendant.flatMap(key -> key.child(step));
    }
    return descendant;
  }

  @Override
  public String toString() {
    return "ExtendedPrivateKey";
  }
}
