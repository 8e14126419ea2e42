package cairn.rpc.transactions;

import cairn.primitives.Amount;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.primitives.TxOut;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import java.util.List;
import java.util.Optional;

/** Bounds that callers set, so that a slip of theirs does not cost much. */
public final class Safeguards {
  /** A method that takes transactions takes this, too. */
  public static final Argument MAX_FEE_RATE =
      Argument.amount(
              "maxfeerate",
              "Transactions that pay more are refused; in BTC/kvB, and less than 1.\n"
                  + "With 0 there is no bound.")
          .orElse(Json.of("0.10"));

  /** A method that hands on transactions takes this, too. */
  public static final Argument MAX_BURN_AMOUNT =
      Argument.amount(
              "maxburnamount",
              "Transactions with outputs of more, in BTC, that can be seen to be spendable by"
                  + " nobody are refused.")
          .orElse(Json.of("0.00"));

  private Safeguards() {}

  /** The highest fee rate; empty if there is no bound. */
  public static Optional<FeeRate> maxFeeRate(Call call) throws RpcException {
    var perKilobyte = call.amount(MAX_FEE_RATE.name());
    if (perKilobyte.sats() >= Amount.SATS_PER_COIN) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Fee rates larger than or equal to 1BTC/kvB are not accepted");
    }
    return Optional.of(perKilobyte)
        .filter(rate -> rate.sats() > 0)
        .map(rate -> FeeRate.perKilobyte(rate.sats()));
  }

  /** Fails if a transaction has an output that nobody can spend, and of more than is allowed. */
  public static void checkBurn(Call call, List<Transaction> transactions) throws RpcException {
    var max = call.amount(MAX_BURN_AMOUNT.name());
    for (var transaction : transactions) {
      if (transaction.outputs().stream().anyMatch(output -> burns(output, max))) {
        throw new RpcException(
            ErrorCode.VERIFY_ERROR,
            "Unspendable output exceeds maximum configured by user (maxburnamount)");
      }
    }
  }

  private static boolean burns(TxOut output, Amount max) {
    var script = output.scriptPubKey();
    return output.value().compareTo(max) > 0
        && (script.isUnspendable() || !script.hasValidOpcodes());
  }
}
