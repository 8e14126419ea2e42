package cairn.primitives;

import org.jspecify.annotations.Nullable;

/**
 * What shows that a script is a leaf of a Taproot output's tree (BIP 341): the last witness item of
 * a script path spend, but for the annex.
 *
 * @param leafVersion an even number, 0 to 254
 * @param oddOutputKey whether the Y coordinate of the output key is odd
 * @param internalKey 32 bytes
 * @param path the hashes of the leaf's siblings on the way to the root, 32 bytes each
 */
public record ControlBlock(int leafVersion, boolean oddOutputKey, Bytes internalKey, Bytes path) {
  private static final int BASE_LENGTH = 1 + 32;
  private static final int NODE_LENGTH = 32;
  private static final int MAX_DEPTH = 128;

  /** Reads it; null if it does not have 33 bytes and 0 to 128 hashes. */
  public static @Nullable ControlBlock parse(Bytes bytes) {
    int pathLength = bytes.length() - BASE_LENGTH;
    if (pathLength < 0 || pathLength % NODE_LENGTH != 0 || pathLength > NODE_LENGTH * MAX_DEPTH) {
      return null;
    }
    int first = bytes.unsigned(0);
    return new ControlBlock(
        first & 0xfe, (first & 1) != 0, bytes.slice(1, BASE_LENGTH), bytes.slice(BASE_LENGTH));
  }

  /** The root of the tree in which the leaf with this hash stands at the end of the path. */
  public Bytes merkleRoot(Bytes leafHash) {
    var hash = leafHash;
    for (int at = 0; at < path.length(); at += NODE_LENGTH) {
      hash = Taproot.branchHash(hash, path.slice(at, at + NODE_LENGTH));
    }
    return hash;
  }
}
