package cairn.wallet.store;

import cairn.primitives.Amount;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxOut;
import java.util.OptionalInt;

/**
 * An output that pays the wallet and is not spent.
 *
 * @param height of its block, if it is in one
 * @param own whether its transaction was made by this wallet, from coins of this wallet
 * @param coinbase whether it is a block's reward, which can be spent after a hundred blocks
 */
public record Coin(
    OutPoint outPoint,
    Amount value,
    Script scriptPubKey,
    int keychain,
    int position,
    OptionalInt height,
    boolean coinbase,
    boolean own) {
  /** How many blocks must follow a reward's before it can be spent. */
  public static final int MATURITY = 100;

  public TxOut output() {
    return new TxOut(value, scriptPubKey);
  }

  /** Whether it can be spent: one block later than it must be, as Core has it. */
  public boolean isMature(int tip) {
    return !coinbase || confirmations(tip) > MATURITY;
  }

  /** How many blocks there are that have or follow it. */
  public int confirmations(int tip) {
    return height.isPresent() ? tip - height.getAsInt() + 1 : 0;
  }
}
