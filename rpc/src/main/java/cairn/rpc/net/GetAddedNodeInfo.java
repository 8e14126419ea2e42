package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;

import cairn.p2p.connections.AddedNode;
import cairn.rpc.NetworkControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getaddednodeinfo}: the nodes that the operator wants to be connected to. */
public final class GetAddedNodeInfo implements RpcMethod {
  private final NetworkQuestions network;

  public GetAddedNodeInfo(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "getaddednodeinfo";
  }

  @Override
  public MethodSpec spec() {
    var connection =
        Result.object(
            "",
            field("address", Result.string("The address and port of the node")),
            field("connected", Result.string("connection, inbound or outbound")));
    return MethodSpec.of(
            name(),
            "Returns the nodes that were added with addnode or -addnode, or one of them.",
            "Those that were tried once are not among them.")
        .takes(Argument.string("node", "The node, exactly as it was added.").orElse("all nodes"))
        .gives(
            Result.array(
                "",
                Result.object(
                    "",
                    field("addednode", Result.string("The node, as it was added")),
                    field("connected", Result.bool("Whether it is connected")),
                    field(
                        "addresses", Result.array("The connection, if there is one", connection)))))
        .example("\"192.168.0.201\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var nodes = network.ask(call, NetworkControl::addedNodes);
    if (call.has("node")) {
      var name = call.text("node");
      nodes = nodes.stream().filter(node -> node.node().name().equals(name)).limit(1).toList();
      if (nodes.isEmpty()) {
        throw new RpcException(ErrorCode.CLIENT_NODE_NOT_ADDED, "Error: Node has not been added.");
      }
    }
    return new Json.Arr(nodes.stream().map(GetAddedNodeInfo::json).toList());
  }

  private static Json json(AddedNode.Status node) {
    var connections =
        node.contact().stream()
            .<Json>map(connection ->
                Json.object()
                    .put("address", connection.endpoint().toString())
                    .put("connected", connection.inbound() ? "inbound" : "outbound")
                    .build())
            .toList();
    return Json.object()
        .put("addednode", node.node().name())
        .put("connected", node.contact().isPresent())
        .put("addresses", new Json.Arr(connections))
        .build();
  }
}
