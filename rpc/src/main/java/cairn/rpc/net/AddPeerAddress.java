package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.rpc.NetworkControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.time.Duration;
import java.util.List;

/** {@code addpeeraddress}: tells the node of another one, for tests. */
public final class AddPeerAddress implements RpcMethod {
  private static final ServiceFlags SERVICES = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);

  private final NetworkQuestions network;

  public AddPeerAddress(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "addpeeraddress";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Tells the node of the address of another one, for tests.")
        .takes(
            Argument.string("address", "The IP address of that node"),
            Argument.number("port", "Its port"),
            Argument.bool("tried", "Whether a connection to it counts as made")
                .orElse(Json.of(false)))
        .gives(
            Result.object(
                "",
                field("success", Result.bool("whether the address has got a place")),
                optional("error", Result.string("where it has got none"))))
        .example("\"1.2.3.4\"", "8333", "true")
        .build();
  }

  /** What became of the address. */
  private enum Outcome {
    DONE,
    UNREADABLE,
    NOT_IN_NEW,
    NOT_IN_TRIED
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var address = call.text("address");
    int port = call.json("port").asUint16();
    boolean tried = call.flag("tried");
    return switch (network.ask(call, control -> add(control, address, port, tried))) {
      case DONE -> Json.object().put("success", true).build();
      case UNREADABLE ->
          throw new RpcException(ErrorCode.CLIENT_INVALID_IP_OR_SUBNET, "Invalid IP address");
      case NOT_IN_NEW -> failure("failed-adding-to-new");
      case NOT_IN_TRIED -> failure("failed-adding-to-tried");
    };
  }

  private static Json failure(String error) {
    return Json.object().put("error", error).put("success", false).build();
  }

  private static Outcome add(NetworkControl network, String text, int port, boolean tried) {
    var address = network.parser().address(text);
    if (address.isEmpty()) {
      return Outcome.UNREADABLE;
    }
    var now = network.now();
    var endpoint = new Endpoint(address.get(), port);
    var announced = List.of(new PeerAddress(now.getEpochSecond(), SERVICES, endpoint));
    // As if the node had told of itself.
    if (!network.addresses().add(announced, endpoint.address(), Duration.ZERO, now)) {
      return Outcome.NOT_IN_NEW;
    }
    return !tried || network.addresses().good(endpoint, now) ? Outcome.DONE : Outcome.NOT_IN_TRIED;
  }
}
