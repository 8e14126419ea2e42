package cairn.rpc.util;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.index.Indexes;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getindexinfo}: how far the node's indexes are. */
public final class GetIndexInfo implements RpcMethod {
  private final Indexes indexes;

  public GetIndexInfo(Indexes indexes) {
    this.indexes = indexes;
  }

  @Override
  public String name() {
    return "getindexinfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns the status of one or all available indices currently running in the node.")
        .takes(Argument.string("index_name", "The only index to tell of.").optional())
        .gives(
            Result.map(
                "",
                "name",
                Result.object(
                    "An index",
                    field("synced", Result.bool("Whether it has all blocks")),
                    field("best_block_height", Result.number("The last block that it has")))))
        .example()
        .example("\"txindex\"")
        .build();
  }

  @Override
  public Json call(Call call) {
    var wanted = call.has("index_name") ? call.text("index_name") : "";
    var json = Json.object();
    for (var index : indexes.all()) {
      if (wanted.isEmpty() || wanted.equals(index.name())) {
        var best = index.best();
        json.put(
            index.name(),
            Json.object()
                .put("synced", index.isSynced())
                .put("best_block_height", best == null ? 0 : best.height())
                .build());
      }
    }
    return json.build();
  }
}
