package cairn.rpc.net;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getconnectioncount}: how many connections there are. */
public final class GetConnectionCount implements RpcMethod {
  private final NetworkQuestions network;

  public GetConnectionCount(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "getconnectioncount";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns how many connections with other nodes there are.")
        .gives(Result.number("How many"))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    int count = network.ask(call, control -> control.connections().total());
    return Json.of(count);
  }
}
