package cairn.ledger.mempool;

import cairn.genesis.Networks;
import cairn.ledger.Coin;
import cairn.ledger.rules.FakeAncestor;
import cairn.ledger.rules.Place;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chain that has the coins and the height that a test wants. */
final class FakeChain implements ChainView {
  static final int HEIGHT = 200;

  private static final long START = 1_700_000_000;
  private static final long BITS = 0x207fffffL;
  private static final int SPACING = 600;

  private final Map<OutPoint, Coin> coins = new HashMap<>();
  private FakeAncestor tip = FakeAncestor.genesis(START, BITS).extend(HEIGHT, 4, SPACING);
  private int made;

  void grow(int blocks) {
    tip = tip.extend(blocks, 4, SPACING);
  }

  void shrink(int blocks) {
    tip = tip.ancestor(tip.height() - blocks);
  }

  int height() {
    return tip.height();
  }

  /** A new coin, as old as all of the chain but its first hundred blocks. */
  OutPoint coin(long sats) {
    return coin(sats, 100, false);
  }

  OutPoint coin(long sats, int height, boolean coinbase) {
    var outpoint = new OutPoint(new Txid(7, 7, 7, made++), 0);
    put(outpoint, new Coin(new TxOut(new Amount(sats), Payments.SCRIPT), height, coinbase));
    return outpoint;
  }

  void put(OutPoint outpoint, Coin coin) {
    coins.put(outpoint, coin);
  }

  void remove(OutPoint outpoint) {
    coins.remove(outpoint);
  }

  @Override
  public Place next() {
    return new Place(Networks.regtest().consensus(), tip);
  }

  @Override
  public ScriptFlags flags() {
    return ScriptFlags.STANDARD;
  }

  @Override
  public @Nullable Coin coin(OutPoint outpoint) {
    return coins.get(outpoint);
  }

  @Override
  public boolean hasRecentCoin(OutPoint outpoint) {
    return coins.containsKey(outpoint);
  }
}
