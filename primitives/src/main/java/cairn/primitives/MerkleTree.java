package cairn.primitives;

import java.util.Arrays;
import java.util.List;

/**
 * The tree of hashes that a header or a witness commitment commits to.
 *
 * <p>A level with an odd number of hashes repeats its last one. So a list that ends in a copy of
 * its own tail has the same root as the list without the copy (CVE-2012-2459): {@link
 * #hasEqualNeighbours()} tells.
 *
 * @param root all zeros for an empty list
 * @param hasEqualNeighbours whether, at any level, two hashes that are joined with each other are
 *     equal, other than a last one repeated
 */
public record MerkleTree(MerkleRoot root, boolean hasEqualNeighbours) {
  private static final int LENGTH = Hash256.LENGTH;

  /** The tree over {@code leaves}, in this order. */
  public static MerkleTree of(List<? extends Hash256> leaves) {
    if (leaves.isEmpty()) {
      return new MerkleTree(MerkleRoot.ZERO, false);
    }
    // One spare place, where the last hash of an odd level is repeated.
    var level = new byte[(leaves.size() + 1) * LENGTH];
    int count = 0;
    for (var leaf : leaves) {
      leaf.copyTo(level, LENGTH * count++);
    }
    var sha256 = new Sha256();
    boolean equalNeighbours = false;
    while (count > 1) {
      equalNeighbours |= hasEqualPair(level, count);
      if (count % 2 == 1) {
        System.arraycopy(level, (count - 1) * LENGTH, level, count * LENGTH, LENGTH);
        count++;
      }
      for (int i = 0; i < count / 2; i++) {
        sha256.update(level, 2 * i * LENGTH, 2 * LENGTH).finishTwice(level, i * LENGTH);
      }
      count /= 2;
    }
    return new MerkleTree(MerkleRoot.fromWire(level, 0), equalNeighbours);
  }

  private static boolean hasEqualPair(byte[] level, int count) {
    for (int i = 0; i + 1 < count; i += 2) {
      int left = i * LENGTH;
      int right = left + LENGTH;
      if (Arrays.equals(level, left, right, level, right, right + LENGTH)) {
        return true;
      }
    }
    return false;
  }
}
