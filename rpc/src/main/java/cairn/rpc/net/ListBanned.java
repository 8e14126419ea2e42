package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;

import cairn.p2p.bans.Ban;
import cairn.p2p.wire.Subnet;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SortedMap;

/** {@code listbanned}: who is banned. */
public final class ListBanned implements RpcMethod {
  private final NetworkQuestions network;

  public ListBanned(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "listbanned";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the addresses and subnets that the operator has banned.")
        .gives(
            Result.array(
                "",
                Result.object(
                    "",
                    field("address", Result.string("The address or the subnet")),
                    field("ban_created", Result.time("Since when, in seconds since 1970")),
                    field("banned_until", Result.time("Until when, in seconds since 1970")),
                    field("ban_duration", Result.time("How long, in seconds")),
                    field("time_remaining", Result.time("How long from now on, in seconds")))))
        .example()
        .build();
  }

  /** The bans, and the time at which they hold. */
  private record Bans(SortedMap<Subnet, Ban> bySubnet, Instant now) {}

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var bans =
        network.ask(
            call,
            control -> {
              var now = control.now();
              return new Bans(control.bans().bans(now), now);
            });
    var list = new ArrayList<Json>();
    bans.bySubnet().forEach((subnet, ban) -> list.add(json(subnet, ban, bans.now())));
    return new Json.Arr(list);
  }

  private static Json json(Subnet subnet, Ban ban, Instant now) {
    return Json.object()
        .put("address", subnet.toString())
        .put("ban_created", ban.created())
        .put("banned_until", ban.until())
        .put("ban_duration", ban.until() - ban.created())
        .put("time_remaining", ban.until() - now.getEpochSecond())
        .build();
  }
}
