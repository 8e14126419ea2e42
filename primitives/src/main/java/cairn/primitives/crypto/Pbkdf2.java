package cairn.primitives.crypto;

import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import javax.crypto.Mac;

/**
 * Derives keys from a password (RFC 8018, section 5.2). BIP 39 makes its seeds so. The JDK's takes
 * a password of characters only, not of any bytes.
 */
public final class Pbkdf2 {
  private static final int HASH_LENGTH = 64;

  private Pbkdf2() {}

  /** PBKDF2 with HMAC-SHA512, {@code length} bytes. */
  public static Bytes hmacSha512(Bytes password, Bytes salt, int iterations, int length) {
    var mac = Hmac.start("HmacSHA512", password);
    var out = new ByteWriter(length + HASH_LENGTH);
    for (int block = 1; out.length() < length; block++) {
      out.bytes(block(mac, salt, block, iterations));
    }
    return out.toBytes().slice(0, length);
  }

  private static byte[] block(Mac mac, Bytes salt, int number, int iterations) {
    mac.update(salt.backingArray(), salt.backingOffset(), salt.length());
    mac.update(
        new byte[] {
          (byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number
        });
    byte[] hash = mac.doFinal();
    byte[] sum = hash.clone();
    for (int i = 1; i < iterations; i++) {
      hash = mac.doFinal(hash);
      for (int j = 0; j < HASH_LENGTH; j++) {
        sum[j] ^= hash[j];
      }
    }
    return sum;
  }
}
