package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Ledger;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolAnswer.Accepted;
import cairn.ledger.MempoolAnswer.Refused;
import cairn.ledger.PackageAnswer;
import cairn.ledger.PackageAnswer.Outcome;
import cairn.ledger.policy.PackageForm;
import cairn.ledger.policy.RefusalKind;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.HexTransaction;
import cairn.rpc.transactions.Safeguards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code testmempoolaccept}: whether the mempool would take transactions. */
public final class TestMempoolAccept implements RpcMethod {
  private final Ledger ledger;

  public TestMempoolAccept(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "testmempoolaccept";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns whether the mempool would take transactions, and takes none.",
            "Of several, each must come after those that it spends, and none may spend what another"
                + " spends, here or in the mempool.",
            "Where one is refused, nothing may be told of the others.")
        .takes(
            Argument.array(
                "rawtxs",
                "The transactions, 1 to " + PackageForm.MAX_COUNT + ".",
                Argument.hex("rawtx", "").optional()),
            Safeguards.MAX_FEE_RATE)
        .gives(
            Result.array(
                "one for each transaction, in their order",
                Result.object(
                    "",
                    AcceptedJson.fields(
                        List.of(
                            field("txid", Result.hex("The transaction id")),
                            field("wtxid", Result.hex("The hash with its witnesses")),
                            optional(
                                "package-error",
                                Result.string("What is wrong with all of them as a package")),
                            optional(
                                "allowed",
                                Result.bool("Whether it would be taken, if that is known"))),
                        true,
                        List.of(
                            optional("reject-reason", Result.string("Why it would not")),
                            optional("reject-details", Result.string("The same, in detail")))))))
        .example("[\"signedhex\"]")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var maxRate = Safeguards.maxFeeRate(call);
    var transactions = HexTransaction.decodeAll(call.json("rawtxs"), PackageForm.MAX_COUNT);
    var answer = Waits.answer(call.turn(), ledger.commands().test(transactions));
    var results = new ArrayList<Json>(transactions.size());
    boolean paysTooMuch = false;
    for (var transaction : transactions) {
      var json = Json.object().put("txid", transaction.txid()).put("wtxid", transaction.wtxid());
      if (answer.outcome() == Outcome.PACKAGE_REFUSED) {
        json.put("package-error", packageError(answer));
      }
      if (!paysTooMuch) {
        // What follows may spend from one that the caller does not want to send.
        paysTooMuch =
            put(transaction, answer.transactions().get(transaction.wtxid()), maxRate, json);
      }
      results.add(json.build());
    }
    return new Json.Arr(results);
  }

  /** As it is told of packages: the code, then the detail where there is one. */
  static String packageError(PackageAnswer answer) {
    return answer.detail().isEmpty() ? answer.code() : answer.code() + ", " + answer.detail();
  }

  /**
   * Puts down what would become of a transaction, if that is known.
   *
   * @return whether it pays more than the caller wants
   */
  private static boolean put(
      Transaction transaction,
      @Nullable MempoolAnswer answer,
      Optional<FeeRate> maxRate,
      JsonObjectBuilder json) {
    switch (answer) {
      case Accepted accepted when isAbove(accepted, maxRate) -> {
        json.put("allowed", false).put("reject-reason", "max-fee-exceeded");
        return true;
      }
      case Accepted accepted -> {
        json.put("allowed", true);
        AcceptedJson.put(transaction, accepted, json);
      }
      case Refused(var why, _) when why.kind() == RefusalKind.MISSING_INPUTS ->
          json.put("allowed", false).put("reject-reason", "missing-inputs");
      case Refused(var why, _) ->
          json.put("allowed", false)
              .put("reject-reason", why.code())
              .put("reject-details", why.toString());
      case null, default -> {}
    }
    return false;
  }

  private static boolean isAbove(Accepted answer, Optional<FeeRate> maxRate) {
    return maxRate.isPresent() && answer.feeSats() > maxRate.get().feeFor(answer.virtualSize());
  }
}
