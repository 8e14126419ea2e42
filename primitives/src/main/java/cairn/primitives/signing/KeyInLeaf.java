package cairn.primitives.signing;

import cairn.primitives.Bytes;
import java.util.Comparator;

/** A key of 32 bytes, or of 33 for an aggregate one, and the hash of a script that it is in. */
public record KeyInLeaf(Bytes key, Bytes leafHash) implements Comparable<KeyInLeaf> {
  private static final Comparator<KeyInLeaf> ORDER =
      Comparator.comparing(KeyInLeaf::key).thenComparing(KeyInLeaf::leafHash);

  @Override
  public int compareTo(KeyInLeaf other) {
    return ORDER.compare(this, other);
  }
}
