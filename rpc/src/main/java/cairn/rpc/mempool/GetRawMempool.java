package cairn.rpc.mempool;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.MempoolView;
import cairn.primitives.Txid;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.List;

/** {@code getrawmempool}: what is in the mempool, in the order in which it is best mined. */
public final class GetRawMempool implements RpcMethod {
  private final MempoolReader reader;

  public GetRawMempool(MempoolReader reader) {
    this.reader = reader;
  }

  @Override
  public String name() {
    return "getrawmempool";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns the ids of all transactions in the mempool, or all that is known of them.",
            "For one transaction there is getmempoolentry.")
        .takes(
            Argument.bool("verbose", "Whether all that is known is told, rather than ids alone")
                .orElse(Json.of(false)),
            Argument.bool(
                    "mempool_sequence",
                    "Whether the ids come with the number that counts comings and goings; only if"
                        + " verbose is false")
                .orElse(Json.of(false)))
        .gives(
            MempoolReader.idsSpec(),
            reader.byIdSpec(),
            Result.object(
                    "",
                    field("txids", Result.array("", Result.hex("a transaction's id"))),
                    field(
                        "mempool_sequence",
                        Result.number("The number of the next coming or going")))
                .when("for verbose = false and mempool_sequence = true"))
        .example("true")
        .build();
  }

  /** What is seen at one moment. */
  private record Contents(List<Txid> txids, long sequence) {}

  @Override
  public Json call(Call call) throws RpcException {
    boolean withSequence = call.flag("mempool_sequence");
    if (call.flag("verbose")) {
      if (withSequence) {
        throw new RpcException(
            ErrorCode.INVALID_PARAMETER, "Verbose results cannot contain mempool sequence values.");
      }
      return reader.byId(reader.reports(MempoolView::inMiningOrder));
    }
    var contents =
        reader
            .mempool()
            .reading(view ->
                new Contents(
                    MempoolReader.txids(view.inMiningOrder()), reader.mempool().nextSequence()));
    var ids = MempoolReader.ids(contents.txids());
    return withSequence
        ? Json.object().put("txids", ids).put("mempool_sequence", contents.sequence()).build()
        : ids;
  }
}
