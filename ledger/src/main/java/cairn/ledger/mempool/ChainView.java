package cairn.ledger.mempool;

import cairn.ledger.Coin;
import cairn.ledger.rules.Place;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.OutPoint;
import org.jspecify.annotations.Nullable;

/** What the mempool asks of the chain, all being settled. For the chain thread. */
public interface ChainView {
  /** Of the next block. */
  Place next();

  /** The rules of the script machine as of the tip. */
  ScriptFlags flags();

  /** The coin after the tip; null if there is none. */
  @Nullable Coin coin(OutPoint outpoint);

  /** Whether there is a coin that came, or was changed, not long ago: quick to tell. */
  boolean hasRecentCoin(OutPoint outpoint);
}
