package cairn.rpc.mempool;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;

/** {@code getmempoolentry}: a transaction in the mempool. */
public final class GetMempoolEntry implements RpcMethod {
  private final MempoolReader reader;

  public GetMempoolEntry(MempoolReader reader) {
    this.reader = reader;
  }

  @Override
  public String name() {
    return "getmempoolentry";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns what the mempool knows of a transaction.")
        .takes(Argument.hex("txid", "The transaction id; it must be in the mempool"))
        .gives(reader.entrySpec())
        .example("\"mytxid\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    return reader.of(call.txid("txid"), reader::report).json(reader.mempool().unbroadcast());
  }
}
