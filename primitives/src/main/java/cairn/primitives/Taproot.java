package cairn.primitives;

/**
 * What a Taproot output commits to besides its internal key: a tree of scripts (BIP 341).
 *
 * <p>A leaf is hashed with its version and two branches with each other, the smaller one first. The
 * output key is the internal key, tweaked by both itself and the root.
 */
public final class Taproot {
  /** The leaf version of tapscript (BIP 342); the only one that has a meaning yet. */
  public static final int TAPSCRIPT = 0xc0;

  /** What the last item of a witness of at least two begins with if it is an annex. */
  public static final int ANNEX_TAG = 0x50;

  private static final Sha256 LEAF = Sha256.tagged("TapLeaf");
  private static final Sha256 BRANCH = Sha256.tagged("TapBranch");
  private static final Sha256 TWEAK = Sha256.tagged("TapTweak");

  private Taproot() {}

  /**
   * The hash of a leaf: its version and its script.
   *
   * @param version an even number, 0 to 254
   */
  public static Bytes leafHash(int version, Script script) {
    var header = new ByteWriter(10).uint8(version).compactSize(script.length());
    return LEAF.fork().update(header).update(script.bytes()).finish();
  }

  /** The hash of two subtrees, given in either order. */
  public static Bytes branchHash(Bytes one, Bytes other) {
    boolean ordered = one.compareTo(other) < 0;
    return BRANCH.fork().update(ordered ? one : other).update(ordered ? other : one).finish();
  }

  /**
   * What is added to the internal key, as a secret key, to make the output key.
   *
   * @param internalKey 32 bytes
   * @param merkleRoot the root of the tree, or nothing where there are no scripts
   */
  public static Bytes tweak(Bytes internalKey, Bytes merkleRoot) {
    return TWEAK.fork().update(internalKey).update(merkleRoot).finish();
  }
}
