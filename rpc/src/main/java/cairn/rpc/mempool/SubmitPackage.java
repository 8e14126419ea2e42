package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Ledger;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolAnswer.Accepted;
import cairn.ledger.PackageAnswer;
import cairn.ledger.PackageAnswer.Outcome;
import cairn.ledger.policy.PackageForm;
import cairn.primitives.Hash256;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.Broadcast;
import cairn.rpc.transactions.HexTransaction;
import cairn.rpc.transactions.Safeguards;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code submitpackage}: hands a child with its parents to the mempool, and to peers. */
public final class SubmitPackage implements RpcMethod {
  private final Ledger ledger;
  private final Broadcast broadcast;

  public SubmitPackage(Ledger ledger, Broadcast broadcast) {
    this.ledger = ledger;
    this.broadcast = broadcast;
  }

  @Override
  public String name() {
    return "submitpackage";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Puts a transaction and some of its parents into the mempool, as far as they are taken,"
                + " and announces them.",
            "The last may pay for those before it. That does not make peers take them.")
        .takes(
            Argument.array(
                "package",
                "The transactions, 1 to "
                    + PackageForm.MAX_COUNT
                    + ".\n"
                    + "The last spends from all others, and they do not from one another.",
                Argument.hex("rawtx", "").optional()),
            Safeguards.MAX_FEE_RATE,
            Safeguards.MAX_BURN_AMOUNT)
        .gives(
            Result.object(
                "",
                field("package_msg", Result.string("\"success\" if all are in the mempool now")),
                field("tx-results", Result.map("by wtxid", "wtxid", transaction())),
                optional(
                    "replaced-transactions",
                    Result.array("What had to go", Result.hex("a transaction's id")))))
        .example("[\"rawparent1\",\"rawparent2\",\"rawchild\"]")
        .build();
  }

  private static Result transaction() {
    return Result.object(
        "",
        AcceptedJson.fields(
            List.of(
                field("txid", Result.hex("The transaction id")),
                optional(
                    "other-wtxid",
                    Result.hex("What was there before: the same with another witness"))),
            false,
            List.of(optional("error", Result.string("Why it was not taken")))));
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var maxRate = Safeguards.maxFeeRate(call);
    var transactions = HexTransaction.decodeAll(call.json("package"), PackageForm.MAX_COUNT);
    Safeguards.checkBurn(call, transactions);
    if (transactions.size() > 1 && !PackageForm.isChildWithParentsTree(transactions)) {
      throw new RpcException(
          ErrorCode.VERIFY_ERROR,
          "package topology disallowed. not child-with-parents or parents depend on each other.");
    }
    var answer = Waits.answer(call.turn(), ledger.commands().offer(transactions, maxRate));
    for (var transaction : transactions) {
      broadcast.announce(call, transaction);
    }
    return json(transactions, answer);
  }

  private static Json json(List<Transaction> transactions, PackageAnswer answer) {
    var results = Json.object();
    var replaced = new TreeSet<Txid>(Hash256.WIRE_ORDER);
    for (var transaction : transactions) {
      var wtxid = transaction.wtxid();
      var one = answer.transactions().get(wtxid);
      results.put(wtxid.display(), json(transaction, one));
      if (one instanceof Accepted accepted) {
        accepted.replaced().forEach(each -> replaced.add(each.txid()));
      }
    }
    return Json.object()
        .put(
            "package_msg",
            answer.outcome() == Outcome.ACCEPTED
                ? "success"
                : TestMempoolAccept.packageError(answer))
        .put("tx-results", results.build())
        .put("replaced-transactions", Json.strings(replaced.stream().map(Txid::display).toList()))
        .build();
  }

  private static Json json(Transaction transaction, @Nullable MempoolAnswer answer) {
    var json = Json.object().put("txid", transaction.txid());
    switch (answer) {
      case null -> json.put("error", "package-not-validated");
      case MempoolAnswer.OtherWitness(var there) -> json.put("other-wtxid", there);
      case MempoolAnswer.Refused(var why, _) -> json.put("error", why.toString());
      case MempoolAnswer.AlreadyThere(var size, var fee) ->
          AcceptedJson.put(transaction, size, fee, Optional.empty(), json);
      case Accepted accepted -> AcceptedJson.put(transaction, accepted, json);
    }
    return json.build();
  }
}
