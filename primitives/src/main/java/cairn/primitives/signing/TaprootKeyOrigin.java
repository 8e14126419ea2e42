package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.hd.KeyOrigin;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where a key of a Taproot output comes from.
 *
 * @param leafHashes of the scripts that it stands in, in the order of their bytes
 */
public record TaprootKeyOrigin(SortedSet<Bytes> leafHashes, KeyOrigin origin) {
  public TaprootKeyOrigin {
    leafHashes = Collections.unmodifiableSortedSet(new TreeSet<>(leafHashes));
  }

  /** The same, with one more script. */
  TaprootKeyOrigin in(Bytes leafHash) {
    var more = new TreeSet<>(leafHashes);
    more.add(leafHash);
    return new TaprootKeyOrigin(more, origin);
  }
}
