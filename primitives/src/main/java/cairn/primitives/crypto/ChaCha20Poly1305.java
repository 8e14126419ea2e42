package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts and authenticates under one key (RFC 8439), by the JDK. Thread-safe. */
public final class ChaCha20Poly1305 {
  public static final int KEY_LENGTH = 32;
  public static final int NONCE_LENGTH = 12;

  /** By how many bytes a sealed message is longer than a plain one. */
  public static final int TAG_LENGTH = 16;

  private final SecretKeySpec key;

  /**
   * @param key 32 bytes
   */
  public ChaCha20Poly1305(Bytes key) {
    Lengths.require("key", key, KEY_LENGTH);
    this.key = new SecretKeySpec(key.toArray(), "ChaCha20");
  }

  /**
   * Encrypts.
   *
   * @param nonce 12 bytes, never the same twice under one key
   * @param associated what is authenticated and not encrypted
   * @return the ciphertext, then the tag
   */
  public Bytes seal(Bytes nonce, Bytes associated, Bytes plaintext) {
    try {
      return run(Cipher.ENCRYPT_MODE, nonce, associated, plaintext);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has ChaCha20-Poly1305", e);
    }
  }

  /**
   * Decrypts.
   *
   * @param nonce 12 bytes
   * @param sealed the ciphertext, then the tag
   * @return empty if this was not sealed with the key, the nonce and the associated bytes
   */
  public Optional<Bytes> open(Bytes nonce, Bytes associated, Bytes sealed) {
    try {
      return Optional.of(run(Cipher.DECRYPT_MODE, nonce, associated, sealed));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has ChaCha20-Poly1305", e);
    }
  }

  /** Takes a new cipher each time, since one of the JDK's refuses to see a nonce again. */
  private Bytes run(int mode, Bytes nonce, Bytes associated, Bytes input)
      throws GeneralSecurityException {
    Lengths.require("nonce", nonce, NONCE_LENGTH);
    var cipher = Cipher.getInstance("ChaCha20-Poly1305");
    cipher.init(mode, key, new IvParameterSpec(nonce.toArray()));
    cipher.updateAAD(associated.backingArray(), associated.backingOffset(), associated.length());
    return Bytes.wrap(cipher.doFinal(input.backingArray(), input.backingOffset(), input.length()));
  }
}
