package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;

import cairn.p2p.connections.Connections.Counts;
import cairn.p2p.connections.Handshake;
import cairn.p2p.gossip.LocalAddresses.LocalAddress;
import cairn.p2p.relay.BacklogInfo;
import cairn.rpc.NetworkReport;
import cairn.rpc.NetworkReport.Way;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Warnings;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import java.util.Optional;

/** {@code getnetworkinfo}: what this node is to others. */
public final class GetNetworkInfo implements RpcMethod {
  private static final Way NO_WAY = new Way(false, Optional.empty(), false);

  private final NetworkQuestions network;
  private final Warnings warnings;

  public GetNetworkInfo(NetworkQuestions network, Warnings warnings) {
    this.network = network;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return "getnetworkinfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns what this node is to others, and how it reaches them.")
        .gives(
            Result.object(
                "",
                field(
                    "version",
                    Result.number("The version of Bitcoin Core that this is compatible with")),
                field("subversion", Result.string("What it calls itself (BIP 14)")),
                field("protocolversion", Result.number("The version of the protocol")),
                field("localservices", Result.hex("The services that it offers")),
                field(
                    "localservicesnames",
                    Result.array("The same in words", Result.string("the name of a service"))),
                field("localrelay", Result.bool("Whether peers are asked for transactions")),
                field(
                    "timeoffset",
                    Result.number("How many seconds the peers' clocks are ahead, the median")),
                field(
                    "tx_send_rate",
                    Result.number(
                        "How many transactions are announced to inbound peers each second at"
                            + " most, in the long run")),
                field("inv_buckets", buckets()),
                field("connections", Result.number("How many connections there are")),
                field("connections_in", Result.number("How many peers have connected")),
                field("connections_out", Result.number("How many this node has opened")),
                field("networkactive", Result.bool("Whether there may be connections at all")),
                field("networks", Result.array("The networks", way())),
                field(
                    "relayfee",
                    Result.number("What a transaction must pay to be relayed, in BTC/kvB")),
                field(
                    "incrementalfee",
                    Result.number("How much more one must pay that replaces another, in BTC/kvB")),
                field(
                    "localaddresses",
                    Result.array("Where others can reach this node", localAddress())),
                warnings.field()))
        .example()
        .build();
  }

  private static Result buckets() {
    return Result.map(
        "what waits to be announced",
        "inbound/outbound",
        Result.object(
            "to peers that have connected, and to others",
            field("backlog", Result.number("how many transactions")),
            field("count_tok", Result.number("how many may be announced at once")),
            field("size_tok", Result.number("how many bytes of them"))));
  }

  private static Result way() {
    return Result.object(
        "",
        field("name", Result.string("Its name (" + NetworkNames.TEXT + ")")),
        field("limited", Result.bool("Whether it is not used, by -onlynet")),
        field("reachable", Result.bool("Whether it is used")),
        field("proxy", Result.string("The proxy for it, empty if there is none")),
        field(
            "proxy_randomize_credentials",
            Result.bool("Whether each connection has credentials of its own there")));
  }

  private static Result localAddress() {
    return Result.object(
        "",
        field("address", Result.string("The address")),
        field("port", Result.number("The port")),
        field("score", Result.number("The higher, the better it is known")));
  }

  /** What is asked at one time. */
  private record Answer(NetworkReport report, Counts connections, boolean active) {}

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var answer =
        network.ask(
            call,
            control -> new Answer(control.report(), control.connections(), control.isActive()));
    var report = answer.report();
    var relay = report.relay();
    var connections = answer.connections();
    return Json.object()
        .put("version", report.version())
        .put("subversion", report.userAgent())
        .put("protocolversion", Handshake.PROTOCOL_VERSION)
        .put("localservices", report.services().toHex())
        .put("localservicesnames", Json.strings(report.services().names()))
        .put("localrelay", relay.wanted())
        .put("timeoffset", Times.seconds(report.clockBehind()))
        .put("tx_send_rate", relay.sendRate())
        .put(
            "inv_buckets",
            Json.object()
                .put("inbound", json(relay.inbound()))
                .put("outbound", json(relay.outbound()))
                .build())
        .put("networkactive", answer.active())
        .put("connections", connections.total())
        .put("connections_in", connections.inbound())
        .put("connections_out", connections.outbound())
        .put("networks", ways(report))
        .put("relayfee", relay.minFeeRate())
        .put("incrementalfee", relay.feeRateStep())
        .put(
            "localaddresses",
            new Json.Arr(report.localAddresses().stream().map(GetNetworkInfo::json).toList()))
        .put("warnings", warnings.all())
        .build();
  }

  private static Json json(BacklogInfo backlog) {
    return Json.object()
        .put("backlog", backlog.waiting())
        .put("count_tok", backlog.countTokens())
        .put("size_tok", backlog.byteTokens())
        .build();
  }

  private static Json ways(NetworkReport report) {
    var ways = new ArrayList<Json>();
    for (var type : NetworkNames.ALL) {
      var way = report.ways().getOrDefault(type, NO_WAY);
      ways.add(
          Json.object()
              .put("name", type.toString())
              .put("limited", !way.reachable())
              .put("reachable", way.reachable())
              .put("proxy", way.proxy().orElse(""))
              .put("proxy_randomize_credentials", way.proxy().isPresent() && way.isolating())
              .build());
    }
    return new Json.Arr(ways);
  }

  private static Json json(LocalAddress local) {
    return Json.object()
        .put("address", local.endpoint().address().toString())
        .put("port", local.endpoint().port())
        .put("score", local.score())
        .build();
  }
}
