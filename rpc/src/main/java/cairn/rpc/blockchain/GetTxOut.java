package cairn.rpc.blockchain;

import static cairn.rpc.json.Json.Null.NULL;
import static cairn.rpc.spec.Result.field;

import cairn.ledger.Ledger;
import cairn.primitives.OutPoint;
import cairn.primitives.TxOut;
import cairn.rpc.call.Call;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.ScriptJson;
import java.util.List;

/** {@code gettxout}: an output that has not been spent. */
public final class GetTxOut implements RpcMethod {
  private final Ledger ledger;

  public GetTxOut(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "gettxout";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns an output that has not been spent.")
        .takes(
            Argument.string("txid", "The transaction"),
            Argument.number("n", "Which of its outputs"),
            Argument.bool(
                    "include_mempool",
                    "Whether what the transactions in the mempool make and spend counts.")
                .orElse(Json.of(true)))
        .gives(
            Result.none().when("If there is none"),
            Result.object(
                    "",
                    field("bestblock", Result.hex("The hash of the tip")),
                    field(
                        "confirmations",
                        Result.number(
                            "How many blocks there are from that of the output on; 0 in the"
                                + " mempool")),
                    field("value", Result.amount("The amount in BTC")),
                    field("scriptPubKey", ScriptJson.spec()),
                    field("coinbase", Result.bool("Whether it is one of a coinbase")))
                .when("Otherwise"))
        .example("\"txid\"", "1")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var txid = Parameters.txid(call.json("txid"), "txid");
    var outPoint = new OutPoint(txid, call.json("n").asUint32());
    if (call.flag("include_mempool")) {
      var mempool = ledger.mempool();
      if (mempool.spender(outPoint) != null) {
        return NULL;
      }
      var maker = mempool.find(txid);
      if (maker != null) {
        var outputs = maker.transaction().outputs();
        return outPoint.index() < outputs.size()
            ? json(outputs.get((int) outPoint.index()), 0, false)
            : NULL;
      }
    }
    var coin = Waits.answer(call.turn(), ledger.commands().coins(List.of(outPoint))).get(outPoint);
    return coin == null
        ? NULL
        : json(coin.output(), ledger.chain().height() - coin.height() + 1, coin.coinbase());
  }

  private Json json(TxOut output, int confirmations, boolean coinbase) {
    var format = ledger.config().network().addresses();
    return Json.object()
        .put("bestblock", ledger.chain().tip().hash())
        .put("confirmations", confirmations)
        .put("value", output.value())
        .put("scriptPubKey", ScriptJson.of(output.scriptPubKey(), format))
        .put("coinbase", coinbase)
        .build();
  }
}
