package cairn.wallet.vault;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Argon2;
import cairn.primitives.crypto.ChaCha20Poly1305;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * Secrets as they are kept: encrypted and authenticated with ChaCha20-Poly1305 (RFC 8439) under a
 * key that Argon2id makes of a password and {@code salt}.
 */
public record Sealed(Argon2 cost, Bytes salt, Bytes nonce, Bytes text) {
  /** What RFC 9106 recommends where there are not gigabytes to spare: 64 MiB, three passes. */
  public static final Argon2 USUAL_COST = new Argon2(64 * 1024, 3, 4);

  private static final int SALT_LENGTH = 16;

  /** Authenticated with the secrets, so that nothing else of ours is ever taken for them. */
  private static final Bytes PURPOSE =
      Bytes.wrap("Cairn wallet secrets 1".getBytes(StandardCharsets.US_ASCII));

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Seals secrets.
   *
   * @param password is left as it is
   * @param secrets are left as they are
   */
  public static Sealed seal(char[] password, byte[] secrets, Argon2 cost) {
    var salt = random(SALT_LENGTH);
    var nonce = random(ChaCha20Poly1305.NONCE_LENGTH);
    byte[] key = key(password, salt, cost);
    try {
      var text = new ChaCha20Poly1305(Bytes.wrap(key)).seal(nonce, PURPOSE, Bytes.wrap(secrets));
      return new Sealed(cost, salt, nonce, text);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static Bytes random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  /** The key of a password, 32 bytes, which the caller overwrites after use. */
  public byte[] key(char[] password) {
    return key(password, salt, cost);
  }

  private static byte[] key(char[] password, Bytes salt, Argon2 cost) {
    var room = new byte[4 * password.length];
    var encoded = ByteBuffer.wrap(room);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(password), encoded, true);
    byte[] bytes = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    try {
      return cost.derive(bytes, salt.toArray(), ChaCha20Poly1305.KEY_LENGTH);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * The secrets, which the caller overwrites after use; empty if this is not their key, or if they
   * are damaged.
   */
  public Optional<byte[]> open(byte[] key) {
    byte[] buffer = text.toArray();
    if (buffer.length < ChaCha20Poly1305.TAG_LENGTH
        || !new ChaCha20Poly1305(Bytes.wrap(key))
            .openInPlace(nonce, PURPOSE, buffer, 0, buffer.length)) {
      return Optional.empty();
    }
    byte[] secrets = Arrays.copyOf(buffer, buffer.length - ChaCha20Poly1305.TAG_LENGTH);
    Arrays.fill(buffer, (byte) 0);
    return Optional.of(secrets);
  }
}
