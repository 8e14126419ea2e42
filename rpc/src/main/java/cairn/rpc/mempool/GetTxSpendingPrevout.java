package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Mempool;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Members;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code gettxspendingprevout}: which transactions of the mempool spend certain outputs. */
public final class GetTxSpendingPrevout implements RpcMethod {
  private static final Map<String, Json.Type> OUTPUT =
      Map.of("txid", Json.Type.STRING, "vout", Json.Type.NUMBER);
  private static final Map<String, Json.Type> OPTIONS =
      Map.of("mempool_only", Json.Type.BOOL, "return_spending_tx", Json.Type.BOOL);

  private final Mempool mempool;

  public GetTxSpendingPrevout(Mempool mempool) {
    this.mempool = mempool;
  }

  @Override
  public String name() {
    return "gettxspendingprevout";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns which transactions of the mempool spend certain outputs.")
        .takes(
            Argument.array(
                "outputs",
                "The outputs",
                Argument.object(
                        "",
                        "",
                        Argument.hex("txid", "The transaction id"),
                        Argument.number("vout", "Which of its outputs"))
                    .optional()),
            Argument.namedOptions(
                    "options",
                    "",
                    Argument.bool(
                            "mempool_only",
                            "Whether it is enough to look in the mempool. There is no index of"
                                + " what is spent in blocks, so if not, each must be spent there.")
                        .orElse("true if txospenderindex unavailable, otherwise false"),
                    Argument.bool(
                            "return_spending_tx",
                            "Whether the transactions themselves are wanted, too.")
                        .orElse("false"))
                .optional())
        .gives(
            Result.array(
                "one for each output, in their order",
                Result.object(
                    "",
                    field("txid", Result.hex("The transaction id, as it was passed")),
                    field("vout", Result.number("Which of its outputs")),
                    optional("spendingtxid", Result.hex("The id of what spends it, if any")),
                    optional("spendingtx", Result.hex("That transaction, if it is wanted")))))
        .example("\"[{\\\"txid\\\":\\\"mytxid\\\",\\\"vout\\\":3}]\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var passed = call.json("outputs").asArray();
    if (passed.isEmpty()) {
      throw invalid("Invalid parameter, outputs are missing");
    }
    var options = call.has("options") ? call.json("options").asObject() : Json.object().build();
    Members.allow(options, OPTIONS);
    Members.only(options, OPTIONS.keySet());
    var outputs = new ArrayList<OutPoint>(passed.size());
    for (var json : passed) {
      outputs.add(output(json.asObject()));
    }
    var spenders = spenders(outputs);
    if (isFalse(options.find("mempool_only")) && spenders.contains(null)) {
      throw new RpcException(
          ErrorCode.MISC_ERROR,
          "Mempool lacks a relevant spend, and txospenderindex is unavailable.");
    }
    boolean whole = options.find("return_spending_tx").equals(Json.of(true));
    return Json.array(outputs.size(), i -> json(passed.get(i).asObject(), spenders.get(i), whole));
  }

  private static boolean isFalse(Json option) {
    return option.equals(Json.of(false));
  }

  private static OutPoint output(Json.Obj json) throws RpcException {
    Members.require(json, OUTPUT);
    Members.only(json, OUTPUT.keySet());
    var txid = Parameters.txid(json.find("txid"), "txid");
    int index = json.find("vout").asInt();
    if (index < 0) {
      throw invalid("Invalid parameter, vout cannot be negative");
    }
    return new OutPoint(txid, index);
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }

  /** Null for what nothing spends. */
  private List<@Nullable Transaction> spenders(List<OutPoint> outputs) {
    return mempool.reading(_ -> {
      var spenders = new ArrayList<@Nullable Transaction>(outputs.size());
      for (var output : outputs) {
        var spender = mempool.spender(output);
        spenders.add(spender == null ? null : spender.transaction());
      }
      return spenders;
    });
  }

  private static Json json(Json.Obj output, @Nullable Transaction spender, boolean whole) {
    var json = Json.object().putAll(output);
    if (spender != null) {
      json.put("spendingtxid", spender.txid());
      if (whole) {
        json.put("spendingtx", spender.serialized().toHex());
      }
    }
    return json.build();
  }
}
