package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Expands a key into a stream of bytes (RFC 8439), by the JDK. Not thread-safe. */
public final class ChaCha20 {
  public static final int KEY_LENGTH = 32;
  public static final int NONCE_LENGTH = 12;

  private static final String NAME = "ChaCha20";
  private static final int FIRST_BLOCK = 0;
  private static final Bytes ZEROS = Bytes.wrap(new byte[NONCE_LENGTH]);

  private final Cipher cipher;

  public ChaCha20() {
    try {
      this.cipher = Cipher.getInstance(NAME);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has ChaCha20", e);
    }
  }

  /**
   * Fills {@code out} with the beginning of the stream that belongs to a key and a nonce of zeros.
   *
   * @param key 32 bytes
   */
  public void expand(Bytes key, byte[] out) {
    expand(key, ZEROS, out);
  }

  /**
   * Fills {@code out} with the beginning of the stream that belongs to a key and a nonce.
   *
   * @param key 32 bytes
   * @param nonce 12 bytes
   */
  public void expand(Bytes key, Bytes nonce, byte[] out) {
    Lengths.require("key", key, KEY_LENGTH);
    Lengths.require("nonce", nonce, NONCE_LENGTH);
    var secret = new SecretKeySpec(key.backingArray(), key.backingOffset(), KEY_LENGTH, NAME);
    Arrays.fill(out, (byte) 0);
    try {
      // To encrypt, the JDK would not take the same key and nonce twice.
      cipher.init(
          Cipher.DECRYPT_MODE, secret, new ChaCha20ParameterSpec(nonce.toArray(), FIRST_BLOCK));
      cipher.doFinal(out, 0, out.length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the JDK's ChaCha20 takes any key of 32 bytes", e);
    }
  }
}
