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

  private static final String NAME = "ChaCha20";
  private static final ChaCha20ParameterSpec START = new ChaCha20ParameterSpec(new byte[12], 0);

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
    Lengths.require("key", key, KEY_LENGTH);
    var secret = new SecretKeySpec(key.backingArray(), key.backingOffset(), KEY_LENGTH, NAME);
    Arrays.fill(out, (byte) 0);
    try {
      // To encrypt, the JDK would not take the same key twice.
      cipher.init(Cipher.DECRYPT_MODE, secret, START);
      cipher.doFinal(out, 0, out.length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the JDK's ChaCha20 takes any key of 32 bytes", e);
    }
  }
}
