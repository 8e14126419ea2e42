package cairn.primitives.crypto;

import cairn.primitives.Bytes;

/** How public keys are written in scripts. Whether there is such a point is not asked here. */
public final class PublicKeyEncoding {
  public static final int COMPRESSED_LENGTH = 33;
  public static final int UNCOMPRESSED_LENGTH = 65;
  public static final int X_ONLY_LENGTH = 32;

  static final int EVEN = 2;
  static final int ODD = 3;
  static final int UNCOMPRESSED = 4;
  static final int HYBRID_EVEN = 6;
  static final int HYBRID_ODD = 7;

  private PublicKeyEncoding() {}

  /** Whether its prefix and its length are those of a compressed key. */
  public static boolean isCompressed(Bytes key) {
    return key.length() == COMPRESSED_LENGTH && isCompressedPrefix(key.get(0));
  }

  /** Whether its prefix and its length are those of a compressed or an uncompressed key. */
  public static boolean isCompressedOrUncompressed(Bytes key) {
    return isCompressed(key) || (key.length() == UNCOMPRESSED_LENGTH && key.get(0) == UNCOMPRESSED);
  }

  /** Whether its prefix has its length: compressed, uncompressed or hybrid. */
  public static boolean isWellFormed(Bytes key) {
    return isCompressedOrUncompressed(key)
        || (key.length() == UNCOMPRESSED_LENGTH && isHybridPrefix(key.get(0)));
  }

  private static boolean isCompressedPrefix(int prefix) {
    return prefix == EVEN || prefix == ODD;
  }

  private static boolean isHybridPrefix(int prefix) {
    return prefix == HYBRID_EVEN || prefix == HYBRID_ODD;
  }
}
