package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.MempoolView.Chunk;
import cairn.primitives.Amount;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getmempoolcluster}: all in the mempool that hangs together with a transaction there. */
public final class GetMempoolCluster implements RpcMethod {
  private final MempoolReader reader;

  public GetMempoolCluster(MempoolReader reader) {
    this.reader = reader;
  }

  @Override
  public String name() {
    return "getmempoolcluster";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns all in the mempool that hangs together with a transaction there, and how it"
                + " is mined.")
        .takes(Argument.hex("txid", "The id of a transaction of the cluster"))
        .gives(
            Result.object(
                "",
                field("clusterweight", Result.number("The weight by which fees count")),
                field("txcount", Result.number("How many transactions there are")),
                field("chunks", Result.array("The chunks, the best to mine first", chunk()))))
        .example("\"mytxid\"")
        .build();
  }

  private static Result chunk() {
    return Result.object(
        "transactions that are best mined together",
        field("chunkfee", Result.number("What they pay, in BTC")),
        field("chunkweight", Result.number("The weight by which fees count")),
        field("txs", Result.array("In the order of mining", Result.hex("a transaction's id"))));
  }

  @Override
  public Json call(Call call) throws RpcException {
    var chunks = reader.of(call.txid("txid"), (entry, view) -> view.cluster(entry));
    return Json.object()
        .put("clusterweight", chunks.stream().mapToLong(Chunk::weight).sum())
        .put("txcount", chunks.stream().mapToLong(chunk -> chunk.entries().size()).sum())
        .put("chunks", new Json.Arr(chunks.stream().map(GetMempoolCluster::json).toList()))
        .build();
  }

  private static Json json(Chunk chunk) {
    return Json.object()
        .put("chunkfee", new Amount(chunk.feeSats()))
        .put("chunkweight", chunk.weight())
        .put("txs", MempoolReader.ids(MempoolReader.txids(chunk.entries())))
        .build();
  }
}
