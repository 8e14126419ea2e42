package cairn.ledger.chain;

import cairn.ledger.Coin;
import cairn.ledger.mempool.ChainView;
import cairn.ledger.rules.BlockScriptFlags;
import cairn.ledger.rules.Place;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.OutPoint;
import org.jspecify.annotations.Nullable;

/** What the mempool sees of the chain, all being settled. */
record ChainForMempool(Chainstate chainstate) implements ChainView {
  @Override
  public Place next() {
    return new Place(chainstate.network().consensus(), chainstate.chain().tip());
  }

  @Override
  public ScriptFlags flags() {
    var tip = chainstate.chain().tip();
    return BlockScriptFlags.of(tip.height(), tip.hash(), chainstate.network().consensus());
  }

  @Override
  public @Nullable Coin coin(OutPoint outpoint) {
    return chainstate.coins().get(outpoint);
  }

  @Override
  public boolean hasRecentCoin(OutPoint outpoint) {
    return chainstate.coins().hasInMemory(outpoint);
  }
}
