package cairn.primitives.hd;

/**
 * Which child of a key (BIP 32). A hardened child needs the private key; another can also be
 * derived from the public one.
 *
 * @param bits the index, plus 2^31 where hardened
 */
public record ChildNumber(int bits) {
  private static final int HARDENED = 1 << 31;

  /**
   * The child with this index, not hardened.
   *
   * @param index 0 to 2^31 - 1
   */
  public static ChildNumber normal(int index) {
    return new ChildNumber(requireIndex(index));
  }

  /**
   * The hardened child with this index.
   *
   * @param index 0 to 2^31 - 1
   */
  public static ChildNumber hardened(int index) {
    return new ChildNumber(requireIndex(index) | HARDENED);
  }

  /** 0 to 2^31 - 1. */
  public int index() {
    return bits & ~HARDENED;
  }

  public boolean isHardened() {
    return (bits & HARDENED) != 0;
  }

  private static int requireIndex(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("the index of a child is not negative: " + index);
    }
    return index;
  }

  /** The index, and {@code h} after it where hardened. */
  @Override
  public String toString() {
    return isHardened() ? index() + "h" : String.valueOf(index());
  }
}
