package cairn.rpc.control;

import static cairn.rpc.spec.Result.field;

import cairn.rpc.NodeControl;
import cairn.rpc.call.ActiveCalls;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;

/** {@code getrpcinfo}: what the RPC server is doing. */
public final class GetRpcInfo implements RpcMethod {
  private final ActiveCalls active;
  private final NodeControl node;

  public GetRpcInfo(ActiveCalls active, NodeControl node) {
    this.active = active;
    this.node = node;
  }

  @Override
  public String name() {
    return "getrpcinfo";
  }

  @Override
  public MethodSpec spec() {
    var call =
        Result.object(
            "A call that is going on",
            field("method", Result.string("The name of the method")),
            field("duration", Result.number("How long it has been going on, in microseconds")));
    return MethodSpec.of(name(), "Returns what the RPC server is doing.")
        .gives(
            Result.object(
                "",
                field("active_commands", Result.array("All calls that are going on", call)),
                field("logpath", Result.string("The complete path of the log file"))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    var calls = new ArrayList<Json>();
    for (var other : active.now()) {
      calls.add(
          Json.object().put("method", other.method()).put("duration", other.micros()).build());
    }
    return Json.object()
        .put("active_commands", new Json.Arr(calls))
        .put("logpath", node.logFile().map(Object::toString).orElse(""))
        .build();
  }
}
