package cairn.rpc.util;

import static cairn.rpc.spec.Result.field;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getindexinfo}: how far the node's indexes are. It keeps none yet. */
public final class GetIndexInfo implements RpcMethod {
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
    return Json.object().build();
  }
}
