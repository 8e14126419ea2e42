package cairn.primitives.address;

import static cairn.primitives.address.TextException.Reason.KEY;
import static cairn.primitives.address.TextException.Reason.LENGTH;
import static cairn.primitives.address.TextException.Reason.PREFIX;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Secp256k1;
import cairn.primitives.crypto.SecretKey;

/**
 * A secret key as wallets hand it on. Its addresses depend on how its public key is written, so
 * that is part of it. It does not print itself.
 *
 * @param compressed whether the public key has 33 bytes, rather than 65
 */
public record PrivateKey(SecretKey secret, boolean compressed) {
  private static final Bytes COMPRESSED = Bytes.of(1);

  /**
   * Reads the wallet import format (WIF): Base58Check of the network's prefix, the 32 bytes of the
   * key and, for a compressed one, a byte 1.
   *
   * @throws TextException if {@code text} is anything else, or a number that is no key
   */
  public static PrivateKey parse(String text, AddressFormat format) throws TextException {
    var payload = Base58.decodeChecked(text, 1 + SecretKey.LENGTH + COMPRESSED.length());
    if (payload.isEmpty() || payload.unsigned(0) != format.secretPrefix()) {
      throw new TextException(PREFIX, "Not a private key of this network");
    }
    int end = 1 + SecretKey.LENGTH;
    boolean compressed = payload.length() == end + 1 && payload.get(end) == 1;
    if (payload.length() != end && !compressed) {
      throw new TextException(LENGTH, "Invalid length of private key");
    }
    return SecretKey.of(payload.slice(1, end))
        .map(secret -> new PrivateKey(secret, compressed))
        .orElseThrow(() -> new TextException(KEY, "Private key out of range"));
  }

  /** The key in wallet import format. */
  public String text(AddressFormat format) {
    var key = Bytes.of(format.secretPrefix()).concat(secret.bytes());
    return Base58.encodeChecked(compressed ? key.concat(COMPRESSED) : key);
  }

  /** The public key, of 33 or 65 bytes. */
  public Bytes publicKey() {
    var curve = Secp256k1.instance();
    var key = curve.publicKey(secret);
    return compressed ? key : curve.decompress(key).orElseThrow();
  }

  @Override
  public String toString() {
    return "PrivateKey";
  }
}
