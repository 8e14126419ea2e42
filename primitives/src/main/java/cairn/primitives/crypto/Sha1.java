package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1, broken as it is: OP_SHA1 computes it. */
public final class Sha1 {
  private Sha1() {}

  /** SHA-1 of {@code bytes}, 20 bytes. */
  public static Bytes hash(Bytes bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      digest.update(bytes.backingArray(), bytes.backingOffset(), bytes.length());
      return Bytes.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-1", e);
    }
  }
}
