package cairn.primitives.crypto;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;

/** What addresses hold of a public key or a script: RIPEMD-160 of SHA-256, 20 bytes. */
public final class Hash160 {
  /** Bytes of a hash. */
  public static final int LENGTH = Ripemd160.LENGTH;

  private Hash160() {}

  /** RIPEMD-160 of the SHA-256 of {@code bytes}. */
  public static Bytes hash(Bytes bytes) {
    return Ripemd160.hash(Sha256.hash(bytes));
  }
}
