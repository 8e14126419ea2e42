package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.math.BigInteger;

/** The nonces of RFC 6979 with SHA-256, section 3.2, one after the other. Not thread-safe. */
final class Rfc6979 {
  private static final Bytes ZERO = Bytes.of(0);
  private static final Bytes ONE = Bytes.of(1);

  private Bytes key = Bytes.wrap(new byte[32]);
  private Bytes value = Bytes.fromHex("01".repeat(32));
  private boolean fresh = true;

  /**
   * @param hash what is signed, modulo the curve's order
   * @param extraData empty, or 32 bytes (section 3.6)
   */
  Rfc6979(SecretKey secret, Bytes hash, Bytes extraData) {
    var seed = secret.bytes().concat(hash).concat(extraData);
    update(ZERO.concat(seed));
    update(ONE.concat(seed));
  }

  /** The extra data with which Core makes try number {@code counter} for a low R. */
  static Bytes extraData(int counter) {
    var data = new byte[32];
    for (int i = 0; i < 4; i++) {
      data[i] = (byte) (counter >>> (8 * i));
    }
    return Bytes.wrap(data);
  }

  /** A number from 1 to the curve's order less one. */
  BigInteger next() {
    while (true) {
      if (!fresh) {
        update(ZERO);
      }
      fresh = false;
      value = Hmac.sha256(key, value);
      var nonce = SecretKey.of(value);
      if (nonce.isPresent()) {
        return Points.number(nonce.get().bytes());
      }
    }
  }

  private void update(Bytes input) {
    key = Hmac.sha256(key, value.concat(input));
    value = Hmac.sha256(key, value);
  }
}
