package cairn.rpc.control;

import cairn.rpc.NodeControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code uptime}: how long the node has been running. */
public final class Uptime implements RpcMethod {
  private final NodeControl node;

  public Uptime(NodeControl node) {
    this.node = node;
  }

  @Override
  public String name() {
    return "uptime";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns how long the node has been running.")
        .gives(Result.number("Seconds since its start"))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    return Json.of(node.uptime().toSeconds());
  }
}
