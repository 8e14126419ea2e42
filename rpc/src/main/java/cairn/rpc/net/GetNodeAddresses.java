package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;

import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import org.jspecify.annotations.Nullable;

/** {@code getnodeaddresses}: where other nodes are. */
public final class GetNodeAddresses implements RpcMethod {
  private final NetworkQuestions network;

  public GetNodeAddresses(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "getnodeaddresses";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns some of the addresses of other nodes that this one knows, without bad ones.")
        .takes(
            Argument.number("count", "How many at most; 0 for all of them.").orElse(Json.of(1)),
            Argument.string("network", "Only those of this network: " + NetworkNames.TEXT + ".")
                .orElse("all networks"))
        .gives(
            Result.array(
                "",
                Result.object(
                    "",
                    field(
                        "time",
                        Result.time("When the node was last heard of, in seconds since 1970")),
                    field("services", Result.number("The services that it offers")),
                    field("address", Result.string("Its address")),
                    field("port", Result.number("Its port")),
                    field("network", Result.string("Its network: " + NetworkNames.TEXT)))))
        .cliExample("8")
        .cliExample("4 \"i2p\"")
        .curlExample("8")
        .curlExample("4, \"i2p\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    int count = call.integer("count");
    if (count < 0) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Address count out of range");
    }
    var type = type(call);
    var addresses =
        network.ask(
            call, control -> control.addresses().getAddr(count, 0, type, true, control.now()));
    return Json.array(addresses.size(), i -> json(addresses.get(i)));
  }

  private static @Nullable NetworkType type(Call call) throws RpcException {
    if (!call.has("network")) {
      return null;
    }
    var text = call.text("network");
    return NetworkType.parse(text)
        .orElseThrow(
            () -> new RpcException(ErrorCode.INVALID_PARAMETER, "Network not recognized: " + text));
  }

  private static Json json(PeerAddress address) {
    var endpoint = address.endpoint();
    return Json.object()
        .put("time", address.time())
        .put("services", Unsigned.json(address.services()))
        .put("address", endpoint.address().toString())
        .put("port", endpoint.port())
        .put("network", endpoint.address().network().toString())
        .build();
  }
}
