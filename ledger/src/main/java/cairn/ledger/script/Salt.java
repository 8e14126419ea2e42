package cairn.ledger.script;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;

/** The beginning of hashes that nobody else can compute. */
final class Salt {
  private static final int LENGTH = 32;

  private Salt() {}

  /**
   * SHA-256 that has been fed a salt and what it is for: one whole block of it, which is hashed
   * once for all that fork from here.
   *
   * @throws IllegalArgumentException unless the salt has 32 bytes
   */
  static Sha256 withPurpose(Bytes salt, char purpose) {
    if (salt.length() != LENGTH) {
      throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length());
    }
    var padding = new byte[LENGTH];
    padding[0] = (byte) purpose;
    return new Sha256().update(salt).update(Bytes.wrap(padding));
  }
}
