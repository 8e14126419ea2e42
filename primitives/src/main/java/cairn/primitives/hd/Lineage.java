package cairn.primitives.hd;

/**
 * Where an extended key stands in its tree. It is for people and programs to tell keys apart;
 * nothing is derived from it.
 *
 * @param depth how many steps from the master key, 0 to 255
 * @param parentFingerprint the first four bytes of the HASH160 of the parent's public key, the
 *     first the most significant; 0 for a master key
 * @param number which child of its parent; 0 for a master key
 */
public record Lineage(int depth, int parentFingerprint, ChildNumber number) {
  /** A master key. */
  public static final Lineage MASTER = new Lineage(0, 0, ChildNumber.normal(0));

  static final int MAX_DEPTH = 255;

  /**
   * Checks what the serialization cannot hold, or must not.
   *
   * @throws IllegalArgumentException if the depth is out of range, or a master key has a parent
   */
  public Lineage {
    if (depth < 0 || depth > MAX_DEPTH) {
      throw new IllegalArgumentException("depth is 0 to 255, not " + depth);
    }
    if (depth == 0 && (parentFingerprint != 0 || number.bits() != 0)) {
      throw new IllegalArgumentException("a master key has no parent");
    }
  }

  /** That of the child with this number, if there can be one more generation. */
  Lineage child(int fingerprint, ChildNumber number) {
    return new Lineage(depth + 1, fingerprint, number);
  }

  boolean isDeepest() {
    return depth == MAX_DEPTH;
  }
}
