package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes (RFC 2104), by the JDK. */
public final class Hmac {
  private Hmac() {}

  /** HMAC-SHA256, 32 bytes. */
  public static Bytes sha256(Bytes key, Bytes message) {
    return finish(start("HmacSHA256", key), message);
  }

  /** HMAC-SHA512, 64 bytes. */
  public static Bytes sha512(Bytes key, Bytes message) {
    return finish(start("HmacSHA512", key), message);
  }

  /** A MAC of the JDK's that has taken the key. */
  static Mac start(String algorithm, Bytes key) {
    try {
      var mac = Mac.getInstance(algorithm);
      // HMAC pads a key with zeros, so this stands for the empty key, which the JDK refuses.
      var bytes = key.isEmpty() ? new byte[1] : key.toArray();
      mac.init(new SecretKeySpec(bytes, algorithm));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + algorithm, e);
    }
  }

  private static Bytes finish(Mac mac, Bytes message) {
    mac.update(message.backingArray(), message.backingOffset(), message.length());
    return Bytes.wrap(mac.doFinal());
  }
}
