package cairn.rpc.net;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.Subnet;
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
import java.util.Optional;

/** {@code setban}: bans addresses, or lifts a ban. */
public final class SetBan implements RpcMethod {
  private final NetworkQuestions network;

  public SetBan(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "setban";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Bans an address or a subnet, or lifts such a ban.")
        .takes(
            Argument.string(
                "subnet",
                "The address, or a subnet: after a slash a netmask or the length of the prefix"),
            Argument.string("command", "'add' to ban, 'remove' to lift the ban"),
            Argument.number(
                    "bantime",
                    "How many seconds the ban lasts, or with [absolute] until when since 1970 (0"
                        + " for what -bantime says, which is usually 24 hours)")
                .orElse(Json.of(0)),
            Argument.bool("absolute", "Whether the bantime is a time since 1970")
                .orElse(Json.of(false)))
        .gives(Result.none())
        .cliExample("\"192.168.0.6\" \"add\" 86400")
        .cliExample("\"192.168.0.0/24\" \"add\"")
        .curlExample("\"192.168.0.6\", \"add\", 86400")
        .build();
  }

  /** What became of the order. */
  private enum Outcome {
    DONE,
    UNREADABLE,
    ALREADY_BANNED,
    PAST,
    NOT_BANNED
  }

  /**
   * What is asked for.
   *
   * @param subnet as the caller wrote it
   */
  private record Order(String subnet, boolean add, long seconds, boolean absolute) {}

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var command = call.text("command");
    boolean add = command.equals("add");
    if (!add && !command.equals("remove")) {
      throw new RpcException(ErrorCode.MISC_ERROR, HelpText.of(spec()));
    }
    var order = new Order(call.text("subnet"), add, call.number("bantime"), call.flag("absolute"));
    return switch (network.ask(call, control -> obey(control, order))) {
      case DONE -> NULL;
      case UNREADABLE ->
          throw new RpcException(ErrorCode.CLIENT_INVALID_IP_OR_SUBNET, "Error: Invalid IP/Subnet");
      case ALREADY_BANNED ->
          throw new RpcException(
              ErrorCode.CLIENT_NODE_ALREADY_ADDED, "Error: IP/Subnet already banned");
      case PAST ->
          throw new RpcException(
              ErrorCode.INVALID_PARAMETER, "Error: Absolute timestamp is in the past");
      case NOT_BANNED ->
          throw new RpcException(
              ErrorCode.CLIENT_INVALID_IP_OR_SUBNET,
              "Error: Unban failed. Requested address/subnet was not previously manually banned.");
    };
  }

  private static Outcome obey(NetworkControl network, Order order) {
    boolean isSubnet = order.subnet().indexOf('/') >= 0;
    Optional<Subnet> subnet =
        isSubnet
            ? network.parser().subnet(order.subnet())
            : network
                .parser()
                .address(order.subnet())
                .filter(NetworkAddress::isValid)
                .map(Subnet::of);
    if (subnet.isEmpty()) {
      return Outcome.UNREADABLE;
    }
    return order.add() ? ban(network, subnet.get(), isSubnet, order) : unban(network, subnet.get());
  }

  private static Outcome ban(NetworkControl network, Subnet subnet, boolean isSubnet, Order order) {
    var bans = network.bans();
    var now = network.now();
    // A subnet may be banned though a larger one is; for an address that would change nothing.
    boolean banned = isSubnet ? bans.isBanned(subnet, now) : bans.isBanned(subnet.base(), now);
    if (banned) {
      return Outcome.ALREADY_BANNED;
    }
    if (order.absolute() && order.seconds() < now.getEpochSecond()) {
      return Outcome.PAST;
    }
    bans.ban(subnet, order.seconds(), order.absolute(), now);
    network.saveBans();
    network.disconnect(subnet);
    return Outcome.DONE;
  }

  private static Outcome unban(NetworkControl network, Subnet subnet) {
    if (!network.bans().unban(subnet)) {
      return Outcome.NOT_BANNED;
    }
    network.saveBans();
    return Outcome.DONE;
  }
}
