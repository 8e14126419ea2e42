package cairn.wallet.spend;

import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.wallet.store.Coin;
import java.util.List;
import java.util.OptionalInt;

/**
 * A transaction that is not signed yet.
 *
 * @param coins what its inputs spend, in their order
 * @param change which output is change
 * @param virtualSize it will have at most when it is signed
 */
public record Draft(
    Transaction transaction, List<Coin> coins, OptionalInt change, long feeSats, int virtualSize) {
  public Draft {
    coins = List.copyOf(coins);
  }

  public FeeRate rate() {
    return new FeeRate(feeSats, virtualSize);
  }

  /** What others, and the wallet where it was asked to pay itself, are paid. */
  public long paidSats() {
    long paid = 0;
    for (int i = 0; i < transaction.outputs().size(); i++) {
      if (change.isEmpty() || change.getAsInt() != i) {
        paid += transaction.outputs().get(i).value().sats();
      }
    }
    return paid;
  }
}
