package cairn.rpc.net;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code setnetworkactive}: cuts the node off, or connects it again. */
public final class SetNetworkActive implements RpcMethod {
  private final NetworkQuestions network;

  public SetNetworkActive(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "setnetworkactive";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Closes all connections and makes no more, or lets them be made.")
        .takes(Argument.bool("state", "Whether there may be connections"))
        .gives(Result.bool("The same"))
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    boolean state = call.flag("state");
    boolean active =
        network.ask(
            call,
            control -> {
              control.setActive(state);
              return control.isActive();
            });
    return Json.of(active);
  }
}
