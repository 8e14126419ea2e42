package cairn.rpc.auth;

import cairn.primitives.Bytes;
import cairn.primitives.crypto.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A user and a password that is kept as a hash.
 *
 * @param salt the key of the hash, taken as text
 * @param hash HMAC-SHA256 of the password in hex
 */
record Credential(String user, String salt, String hash) {
  private static final int SALT_BYTES = 16;

  /** Of a password that is known. */
  static Credential of(String user, String password, SecureRandom random) {
    var bytes = new byte[SALT_BYTES];
    random.nextBytes(bytes);
    var salt = HexFormat.of().formatHex(bytes);
    return new Credential(user, salt, hash(salt, password));
  }

  /** Reads {@code user:salt$hash}, as {@code -rpcauth} has it. */
  static Optional<Credential> parse(String text) {
    var fields = text.split(":", -1);
    if (fields.length != 2) {
      return Optional.empty();
    }
    var saltAndHash = fields[1].split("\\$", -1);
    return saltAndHash.length == 2
        ? Optional.of(new Credential(fields[0], saltAndHash[0], saltAndHash[1]))
        : Optional.empty();
  }

  /** Whether these are its user and password, in a time that does not tell how far they fit. */
  boolean admits(String otherUser, String password) {
    boolean sameUser = equal(user, otherUser);
    boolean samePassword = equal(hash, hash(salt, password));
    return sameUser && samePassword;
  }

  private static String hash(String salt, String password) {
    return Hmac.sha256(utf8(salt), utf8(password)).toHex();
  }

  private static boolean equal(String a, String b) {
    return MessageDigest.isEqual(utf8(a).toArray(), utf8(b).toArray());
  }

  private static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
