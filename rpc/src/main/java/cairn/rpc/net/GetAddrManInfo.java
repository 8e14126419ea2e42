package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;

import cairn.p2p.addresses.Counts;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getaddrmaninfo}: how many addresses of other nodes are known. */
public final class GetAddrManInfo implements RpcMethod {
  private final NetworkQuestions network;

  public GetAddrManInfo(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "getaddrmaninfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns how many addresses of other nodes are known, in each network and in all.")
        .gives(
            Result.map(
                "the counts of each network",
                "network",
                Result.object(
                    "the network (" + NetworkNames.TEXT + ", all_networks)",
                    field("new", Result.number("where no connection has been made yet")),
                    field("tried", Result.number("where a connection has been made")),
                    field("total", Result.number("both together")))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    return network.ask(
        call,
        control -> {
          var json = Json.object();
          for (var type : NetworkNames.ALL) {
            json.put(type.toString(), json(control.addresses().counts(type)));
          }
          return json.put("all_networks", json(control.addresses().counts())).build();
        });
  }

  private static Json json(Counts counts) {
    return Json.object()
        .put("new", counts.inNew())
        .put("tried", counts.inTried())
        .put("total", counts.total())
        .build();
  }
}
