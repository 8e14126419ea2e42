package cairn.primitives;

import java.util.Collection;
import java.util.Comparator;

/**
 * Names a set of transactions with their witnesses, in whatever order they come: SHA-256 of their
 * wtxids, one behind the other in the order of the numbers that people write (Core's
 * GetPackageHash).
 */
public record PackageHash(long w0, long w1, long w2, long w3) implements Hash256 {
  /** The name of the package of these transactions; one that is there twice counts twice. */
  public static PackageHash of(Collection<Wtxid> wtxids) {
    var out = new ByteWriter(wtxids.size() * LENGTH);
    wtxids.stream().sorted(Comparator.comparing(Wtxid::toNumber)).forEach(out::hash);
    var digest = new Sha256().update(out).finish().toArray();
    return new PackageHash(
        Words.get(digest, 0), Words.get(digest, 8), Words.get(digest, 16), Words.get(digest, 24));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0); // any word of a digest is as good as random
  }

  @Override
  public String toString() {
    return display();
  }
}
