package cairn.primitives.signing;

import cairn.primitives.Bytes;
import cairn.primitives.Script;
import java.util.Comparator;

/** A script of a Taproot output's tree, and its version; ordered by the script's bytes. */
public record LeafScript(Script script, int version) implements Comparable<LeafScript> {
  private static final Comparator<LeafScript> ORDER =
      Comparator.<LeafScript, Bytes>comparing(leaf -> leaf.script.bytes())
          .thenComparingInt(LeafScript::version);

  @Override
  public int compareTo(LeafScript other) {
    return ORDER.compare(this, other);
  }
}
