package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts and authenticates under one key (RFC 8439), by the JDK. Not thread-safe. */
public final class ChaCha20Poly1305 {
  public static final int KEY_LENGTH = 32;
  public static final int NONCE_LENGTH = 12;

  /** By how many bytes a sealed message is longer than a plain one. */
  public static final int TAG_LENGTH = 16;

  private final SecretKeySpec key;

  /**
   * Kept, because to find it among the JDK's providers takes as long as sealing a short message.
   */
  private final Cipher cipher;

  /**
   * @param key 32 bytes
   */
  public ChaCha20Poly1305(Bytes key) {
    Lengths.require("key", key, KEY_LENGTH);
    this.key = new SecretKeySpec(key.toArray(), "ChaCha20");
    try {
      this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has ChaCha20-Poly1305", e);
    }
  }

  /**
   * Encrypts.
   *
   * @param nonce 12 bytes, that no message under this key has had
   * @param associated what is authenticated and not encrypted
   * @return the ciphertext, then the tag
   */
  public Bytes seal(Bytes nonce, Bytes associated, Bytes plaintext) {
    var sealed = new byte[plaintext.length() + TAG_LENGTH];
    plaintext.copyTo(sealed, 0);
    sealInPlace(nonce, associated, sealed, 0, plaintext.length());
    return Bytes.wrap(sealed);
  }

  /**
   * Decrypts.
   *
   * @param nonce 12 bytes
   * @param sealed the ciphertext, then the tag
   * @return empty if this was not sealed with the key, the nonce and the associated bytes
   */
  public Optional<Bytes> open(Bytes nonce, Bytes associated, Bytes sealed) {
    var opened = sealed.toArray();
    return openInPlace(nonce, associated, opened, 0, opened.length)
        ? Optional.of(Bytes.wrap(opened, 0, opened.length - TAG_LENGTH))
        : Optional.empty();
  }

  /**
   * Encrypts {@code array[from, from + length)} where it is, and writes the tag behind it.
   *
   * @param nonce 12 bytes, that no message under this key has had
   * @param associated what is authenticated and not encrypted
   */
  public void sealInPlace(Bytes nonce, Bytes associated, byte[] array, int from, int length) {
    try {
      start(Cipher.ENCRYPT_MODE, nonce, associated);
      cipher.doFinal(array, from, length, array, from);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("cannot seal with this nonce, or in this place", e);
    }
  }

  /**
   * Decrypts the ciphertext and tag {@code array[from, from + length)} where they are.
   *
   * @param nonce 12 bytes
   * @param length of both
   * @return false if this was not sealed with the key, the nonce and the associated bytes
   */
  public boolean openInPlace(Bytes nonce, Bytes associated, byte[] array, int from, int length) {
    try {
      start(Cipher.DECRYPT_MODE, nonce, associated);
      cipher.doFinal(array, from, length, array, from);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("the JDK opens with any nonce of 12 bytes", e);
    }
  }

  private void start(int mode, Bytes nonce, Bytes associated) throws GeneralSecurityException {
    Lengths.require("nonce", nonce, NONCE_LENGTH);
    cipher.init(
        mode, key, new IvParameterSpec(nonce.backingArray(), nonce.backingOffset(), NONCE_LENGTH));
    cipher.updateAAD(associated.backingArray(), associated.backingOffset(), associated.length());
  }
}
