package cairn.rpc.net;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.p2p.peer.PeerId;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code disconnectnode}: closes a connection. */
public final class DisconnectNode implements RpcMethod {
  private final NetworkQuestions network;

  public DisconnectNode(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "disconnectnode";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Closes the connection with a peer.",
            "The peer is named by its address or its number, not both; the address is \"\" when"
                + " the number comes after it.")
        .takes(
            Argument.string("address", "The address and port, as in getpeerinfo")
                .orElse("fallback to nodeid"),
            Argument.number("nodeid", "The number of the peer, as in getpeerinfo")
                .orElse("fallback to address"))
        .gives(Result.none())
        .cliExample("\"192.168.0.6:8333\"")
        .cliExample("\"\" 1")
        .curlExample("\"192.168.0.6:8333\"")
        .curlExample("\"\", 1")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    if (!disconnect(call)) {
      throw new RpcException(
          ErrorCode.CLIENT_NODE_NOT_CONNECTED, "Node not found in connected nodes");
    }
    return NULL;
  }

  private boolean disconnect(Call call) throws RpcException, InterruptedException {
    var address = call.has("address") ? call.text("address") : "";
    if (call.has("nodeid") && address.isEmpty()) {
      var peer = new PeerId(call.number("nodeid"));
      return network.ask(call, control -> control.disconnect(peer));
    }
    if (call.has("nodeid") || !call.has("address")) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMS, "Only one of address and nodeid should be provided.");
    }
    return network.ask(call, control -> control.disconnect(address));
  }
}
