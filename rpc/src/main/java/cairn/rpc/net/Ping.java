package cairn.rpc.net;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.rpc.NetworkControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code ping}: pings all peers. */
public final class Ping implements RpcMethod {
  private final NetworkQuestions network;

  public Ping(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "ping";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Pings all peers; getpeerinfo tells how long their answers took.",
            "A peer answers in the order of what it was sent, so that the time it is busy counts"
                + " too.")
        .gives(Result.none())
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    network.tell(call, NetworkControl::pingAll);
    return NULL;
  }
}
