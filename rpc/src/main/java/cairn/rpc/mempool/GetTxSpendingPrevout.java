package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Mempool;
import cairn.ledger.index.Indexes;
import cairn.ledger.index.SpenderIndex;
import cairn.primitives.BlockHash;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Members;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code gettxspendingprevout}: which transactions spend certain outputs. */
public final class GetTxSpendingPrevout implements RpcMethod {
  private static final Map<String, Json.Type> OUTPUT =
      Map.of("txid", Json.Type.STRING, "vout", Json.Type.NUMBER);
  private static final Map<String, Json.Type> OPTIONS =
      Map.of("mempool_only", Json.Type.BOOL, "return_spending_tx", Json.Type.BOOL);

  private final Mempool mempool;
  private final Indexes indexes;

  public GetTxSpendingPrevout(Mempool mempool, Indexes indexes) {
    this.mempool = mempool;
    this.indexes = indexes;
  }

  /**
   * @param block that it is in; empty if it is in the mempool
   */
  private record Spender(Transaction transaction, Optional<BlockHash> block) {}

  @Override
  public String name() {
    return "gettxspendingprevout";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns which transactions of the mempool, or with -txospenderindex of any block,"
                + " spend certain outputs.")
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
                            "Whether it is enough to look in the mempool. If not, and there is no"
                                + " txospenderindex, each must be spent there.")
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
                    optional("spendingtx", Result.hex("That transaction, if it is wanted")),
                    optional(
                        "blockhash", Result.hex("The hash of the block that it is in, if any")))))
        .example("\"[{\\\"txid\\\":\\\"mytxid\\\",\\\"vout\\\":3}]\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
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
    if (!isMempoolOnly(options.find("mempool_only")) && spenders.contains(null)) {
      addConfirmed(spenders, outputs, index(call));
    }
    boolean whole = options.find("return_spending_tx").equals(Json.of(true));
    return Json.array(outputs.size(), i -> json(passed.get(i).asObject(), spenders.get(i), whole));
  }

  private boolean isMempoolOnly(Json option) {
    return option.isNull() ? indexes.spenders().isEmpty() : option.equals(Json.of(true));
  }

  private SpenderIndex index(Call call) throws RpcException, InterruptedException {
    var index = indexes.spenders();
    if (index.isEmpty() || !Waits.answer(call.turn(), index.get().caughtUp())) {
      throw new RpcException(
          ErrorCode.MISC_ERROR,
          "Mempool lacks a relevant spend, and txospenderindex is unavailable.");
    }
    return index.get();
  }

  private static void addConfirmed(
      List<@Nullable Spender> spenders, List<OutPoint> outputs, SpenderIndex index)
      throws RpcException {
    for (int i = 0; i < outputs.size(); i++) {
      if (spenders.get(i) == null) {
        var output = outputs.get(i);
        try {
          var found = index.find(output);
          spenders.set(
              i,
              found
                  .map(it -> new Spender(it.transaction(), Optional.of(it.block().hash())))
                  .orElse(null));
        } catch (BlockUnavailableException e) {
          throw new RpcException(
              ErrorCode.MISC_ERROR,
              "IO error finding spending tx for outpoint %s:%d."
                  .formatted(output.txid(), output.index()));
        }
      }
    }
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
  private List<@Nullable Spender> spenders(List<OutPoint> outputs) {
    return mempool.reading(_ -> {
      var spenders = new ArrayList<@Nullable Spender>(outputs.size());
      for (var output : outputs) {
        var spender = mempool.spender(output);
        spenders.add(spender == null ? null : new Spender(spender.transaction(), Optional.empty()));
      }
      return spenders;
    });
  }

  private static Json json(Json.Obj output, @Nullable Spender spender, boolean whole) {
    var json = Json.object().putAll(output);
    if (spender != null) {
      json.put("spendingtxid", spender.transaction().txid());
      if (whole) {
        json.put("spendingtx", spender.transaction().serialized());
      }
      spender.block().ifPresent(block -> json.put("blockhash", block));
    }
    return json.build();
  }
}
