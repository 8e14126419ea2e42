package cairn.rpc.net;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.p2p.wire.ServiceFlags;
import cairn.rpc.NetworkControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.HelpText;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.concurrent.CompletableFuture;

/** {@code addnode}: connects to a node that the operator wants. */
public final class AddNode implements RpcMethod {
  private static final int MAX_CONNECTIONS = 8;

  private final NetworkQuestions network;

  public AddNode(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "addnode";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Has the node stay connected to another one, or no longer, or tries once to connect.",
            "Such nodes are not dropped for what they send, and need not offer what others must;",
            "but then blocks are not fetched from them either.",
            "There are at most " + MAX_CONNECTIONS + " such connections, besides -maxconnections.")
        .takes(
            Argument.string("node", "The address or the name, perhaps with a port"),
            Argument.string(
                "command",
                "'add' to stay connected to it, 'remove' to do so no longer, 'onetry' to try once"),
            Argument.bool(
                    "v2transport",
                    "Whether to try BIP 324's encrypted transport first (not for 'remove')")
                .orElse("set by -v2transport"))
        .gives(Result.none())
        .example("\"192.168.0.6:8333\"", "\"onetry\"", "true")
        .build();
  }

  /** What became of the order. */
  private enum Outcome {
    DONE,
    NOT_ENCRYPTING,
    ALREADY_ADDED,
    NOT_ADDED
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var command = call.text("command");
    if (!(command.equals("onetry") || command.equals("add") || command.equals("remove"))) {
      throw new RpcException(ErrorCode.MISC_ERROR, HelpText.of(spec()));
    }
    var node = call.text("node");
    if (node.isBlank()) {
      // It would be tried for ever.
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Error: Node address cannot be empty");
    }
    var wish = call.json("v2transport");
    var done = new CompletableFuture<Void>();
    var outcome = network.ask(call, control -> obey(control, command, node, wish, done));
    if (outcome == Outcome.DONE) {
      network.await(call, done);
    }
    return switch (outcome) {
      case DONE -> NULL;
      case NOT_ENCRYPTING ->
          throw new RpcException(
              ErrorCode.INVALID_PARAMETER,
              "Error: v2transport requested but not enabled (see -v2transport)");
      case ALREADY_ADDED ->
          throw new RpcException(ErrorCode.CLIENT_NODE_ALREADY_ADDED, "Error: Node already added");
      case NOT_ADDED ->
          throw new RpcException(
              ErrorCode.CLIENT_NODE_NOT_ADDED,
              "Error: Node could not be removed. It has not been added previously.");
    };
  }

  /**
   * @param done comes when there is nothing more to wait for, if the order is obeyed
   */
  private static Outcome obey(
      NetworkControl network,
      String command,
      String node,
      Json wish,
      CompletableFuture<Void> done) {
    boolean encrypts = network.report().services().has(ServiceFlags.P2P_V2);
    boolean encrypted = wish.isNull() ? encrypts : wish.asBoolean();
    if (encrypted && !encrypts) {
      return Outcome.NOT_ENCRYPTING;
    }
    if (command.equals("onetry")) {
      network.connectOnce(node, encrypted, () -> done.complete(null));
      return Outcome.DONE;
    }
    done.complete(null);
    return command.equals("add")
        ? network.addNode(node, encrypted) ? Outcome.DONE : Outcome.ALREADY_ADDED
        : network.removeNode(node) ? Outcome.DONE : Outcome.NOT_ADDED;
  }
}
