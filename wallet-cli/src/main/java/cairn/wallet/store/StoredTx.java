package cairn.wallet.store;

import cairn.primitives.Transaction;
import java.util.OptionalInt;

/**
 * A transaction that pays or spends the wallet's coins.
 *
 * @param height of its block
 * @param time of its block, else when it was first seen, in seconds since 1970
 * @param received satoshis that it pays the wallet
 * @param spent satoshis of the wallet that it spends
 * @param allInputsOurs whether it spends nothing but the wallet's coins
 */
public record StoredTx(
    Transaction transaction,
    TxState state,
    OptionalInt height,
    long time,
    long received,
    long spent,
    boolean allInputsOurs) {
  /** What it pays to be mined, in satoshis, if that can be known: where all inputs are ours. */
  public long feeSats() {
    long paid = 0;
    for (var output : transaction.outputs()) {
      paid += output.value().sats();
    }
    return allInputsOurs ? spent - paid : 0;
  }
}
