package cairn.rpc.net;

import static cairn.p2p.peer.ConnectionType.ADDR_FETCH;
import static cairn.p2p.peer.ConnectionType.BLOCK_RELAY_ONLY;
import static cairn.p2p.peer.ConnectionType.FEELER;
import static cairn.p2p.peer.ConnectionType.OUTBOUND_FULL_RELAY;
import static cairn.rpc.spec.Result.field;

import cairn.p2p.peer.ConnectionType;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code addconnection}: connects as the node does by itself, for tests. */
public final class AddConnection implements RpcMethod {
  private static final List<ConnectionType> TYPES =
      List.of(OUTBOUND_FULL_RELAY, BLOCK_RELAY_ONLY, ADDR_FETCH, FEELER);

  private final NetworkQuestions network;
  private final boolean forTests;

  /**
   * @param forTests whether the node's network is one for tests
   */
  public AddConnection(NetworkQuestions network, boolean forTests) {
    this.network = network;
    this.forTests = forTests;
  }

  @Override
  public String name() {
    return "addconnection";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Opens a connection as the node does by itself, for tests.")
        .takes(
            Argument.string("address", "The address and the port to connect to."),
            Argument.string(
                "connection_type",
                "What kind of connection (\"outbound-full-relay\", \"block-relay-only\","
                    + " \"addr-fetch\" or \"feeler\")."),
            Argument.bool("v2transport", "Whether to try BIP 324's encrypted transport first"))
        .gives(
            Result.object(
                "",
                field("address", Result.string("The address.")),
                field("connection_type", Result.string("The kind of connection."))))
        .example("\"192.168.0.6:8333\"", "\"outbound-full-relay\"", "true")
        .build();
  }

  /** What became of the order. */
  private enum Outcome {
    DONE,
    NOT_ENCRYPTING,
    FULL
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    if (!forTests) {
      throw new RpcException(
          ErrorCode.MISC_ERROR, "addconnection is for regression testing (-regtest mode) only.");
    }
    var address = call.text("address");
    var type = type(call.text("connection_type").strip());
    boolean encrypted = call.flag("v2transport");
    var done = new CompletableFuture<Void>();
    return switch (network.ask(call, control -> connect(control, address, type, encrypted, done))) {
      case DONE -> {
        network.await(call, done);
        yield Json.object().put("address", address).put("connection_type", type.toString()).build();
      }
      case NOT_ENCRYPTING ->
          throw new RpcException(
              ErrorCode.INVALID_PARAMETER,
              "Error: Adding v2transport connections requires -v2transport init flag to be set.");
      case FULL ->
          throw new RpcException(
              ErrorCode.CLIENT_NODE_CAPACITY_REACHED,
              "Error: Already at capacity for specified connection type.");
    };
  }

  private ConnectionType type(String text) throws RpcException {
    return TYPES.stream()
        .filter(type -> type.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> new RpcException(ErrorCode.INVALID_PARAMETER, HelpText.of(spec())));
  }

  private static Outcome connect(
      NetworkControl network,
      String address,
      ConnectionType type,
      boolean encrypted,
      CompletableFuture<Void> done) {
    if (encrypted && !network.report().services().has(ServiceFlags.P2P_V2)) {
      return Outcome.NOT_ENCRYPTING;
    }
    boolean begun = network.connect(address, type, encrypted, () -> done.complete(null));
    return begun ? Outcome.DONE : Outcome.FULL;
  }
}
