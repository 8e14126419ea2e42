package cairn.ledger.rules;

import cairn.ledger.Coin;
import cairn.ledger.script.ScriptFlags;
import cairn.primitives.Transaction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transaction with the coins that it spends, in the block that would hold it.
 *
 * @param coins one for each input, in order; null where there is none to spend
 * @param place of the block
 * @param flags the rules of the script machine that hold in the block
 */
public record Spend(
    Transaction transaction, List<@Nullable Coin> coins, Place place, ScriptFlags flags) {

  /**
   * The coin that input {@code index} spends.
   *
   * @throws NullPointerException if there is none: {@link TransactionInputs#available} comes first
   */
  Coin coin(int index) {
    return Objects.requireNonNull(coins.get(index));
  }
}
