package cairn.rpc.net;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code clearbanned}: lifts all bans. */
public final class ClearBanned implements RpcMethod {
  private final NetworkQuestions network;

  public ClearBanned(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "clearbanned";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Lifts all bans.").gives(Result.none()).example().build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    network.tell(
        call,
        control -> {
          control.bans().clear();
          control.saveBans();
        });
    return NULL;
  }
}
