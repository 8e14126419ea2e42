package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Mempool;
import cairn.primitives.Hash256;
import cairn.primitives.Txid;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.TreeMap;

/** {@code getprioritisedtransactions}: what {@code prioritisetransaction} was called for. */
public final class GetPrioritisedTransactions implements RpcMethod {
  private final Mempool mempool;

  public GetPrioritisedTransactions(Mempool mempool) {
    this.mempool = mempool;
  }

  @Override
  public String name() {
    return "getprioritisedtransactions";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(), "Returns what prioritisetransaction has added to the fees of transactions.")
        .gives(
            Result.map(
                "by transaction id",
                "transactionid",
                Result.object(
                    "",
                    field("fee_delta", Result.number("what was added, in satoshis")),
                    field("in_mempool", Result.bool("whether it is in the mempool")),
                    optional(
                        "modified_fee",
                        Result.number("the fee with that, in satoshis, if it is there")))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    var sorted = new TreeMap<Txid, Long>(Hash256.WIRE_ORDER);
    sorted.putAll(mempool.prioritisations());
    var json = Json.object();
    sorted.forEach((txid, sats) -> json.put(txid.display(), json(txid, sats)));
    return json.build();
  }

  private Json json(Txid txid, long sats) {
    var entry = mempool.find(txid);
    var json = Json.object().put("fee_delta", sats).put("in_mempool", entry != null);
    if (entry != null) {
      json.put("modified_fee", entry.modifiedFeeSats());
    }
    return json.build();
  }
}
