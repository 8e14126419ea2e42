package cairn.ledger.coins;

import cairn.ledger.Coin;
import cairn.primitives.ByteWriter;
import cairn.primitives.OutPoint;

/**
 * A coin as the hashes over all coins see it: the outpoint, four bytes with twice the height and
 * one more if a coinbase made it, and the output, all as on the wire (Core's TxOutSer).
 */
public final class CoinElement {
  private CoinElement() {}

  /** Appends a coin. */
  public static void write(ByteWriter out, OutPoint outpoint, Coin coin) {
    outpoint.write(out);
    out.uint32(2L * coin.height() + (coin.coinbase() ? 1 : 0));
    coin.output().write(out);
  }

  /** What the coin counts for in a size of the set that depends on no database (GetBogoSize). */
  public static int bogoSize(Coin coin) {
    return 32 + 4 + 4 + 8 + 2 + coin.output().scriptPubKey().length();
  }
}
