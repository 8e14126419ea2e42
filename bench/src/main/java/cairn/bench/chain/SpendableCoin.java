package cairn.bench.chain;

import cairn.primitives.OutPoint;
import cairn.primitives.Txid;
import org.jspecify.annotations.Nullable;

/**
 * A coin of the generated chain, small enough to hold millions.
 *
 * @param key which key of the {@link KeyRing} it pays to
 */
record SpendableCoin(Source source, int index, long sats, CoinKind kind, int key) {
  OutPoint outPoint() {
    return new OutPoint(source.txid(), index);
  }

  /** The transaction that makes a coin; it has no id before it is signed. */
  static final class Source {
    private @Nullable Txid txid;

    /** How many transactions of its own block it builds on, one after the other; -1 when signed. */
    private int depth;

    Source(int depth) {
      this.depth = depth;
    }

    int depth() {
      return depth;
    }

    Txid txid() {
      if (txid == null) {
        throw new IllegalStateException("spent before it was signed");
      }
      return txid;
    }

    void signed(Txid txid) {
      this.txid = txid;
      this.depth = -1;
    }
  }
}
