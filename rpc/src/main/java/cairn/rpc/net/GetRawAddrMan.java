package cairn.rpc.net;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.p2p.addresses.NetGroups;
import cairn.p2p.addresses.Table;
import cairn.p2p.addresses.TableEntry;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.List;

/** {@code getrawaddrman}: all that is known of other nodes' addresses. */
public final class GetRawAddrMan implements RpcMethod {
  private final NetworkQuestions network;

  public GetRawAddrMan(NetworkQuestions network) {
    this.network = network;
  }

  @Override
  public String name() {
    return "getrawaddrman";
  }

  @Override
  public MethodSpec spec() {
    var entry =
        Result.object(
            "the place in the table, <bucket>/<position>",
            field("address", Result.string("The address of the node")),
            optional(
                "mapped_as",
                Result.number("The autonomous system of the address, by -asmap if there is one")),
            field("port", Result.number("The port of the node")),
            field("network", Result.string("The network (" + NetworkNames.TEXT + ")")),
            field("services", Result.number("The services that the node offers")),
            field("time", Result.time("When it was last heard of, in seconds since 1970")),
            field("source", Result.string("Who told of it first")),
            field(
                "source_network",
                Result.string("The network (" + NetworkNames.TEXT + ") of who told of it")),
            optional(
                "source_mapped_as",
                Result.number("The autonomous system of who told of it, likewise")));
    return MethodSpec.of(
            name(),
            "Returns all addresses of other nodes, by their places in the tables.",
            "It is for tests, and may change.")
        .gives(
            Result.map(
                "",
                "table",
                Result.map("the addresses in a table: new or tried", "bucket/position", entry)))
        .example()
        .build();
  }

  /** The tables at one time. */
  private record Tables(List<TableEntry> fresh, List<TableEntry> tried, NetGroups groups) {}

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var tables =
        network.ask(
            call,
            control ->
                new Tables(
                    control.addresses().entries(Table.NEW),
                    control.addresses().entries(Table.TRIED),
                    control.groups()));
    return Json.object()
        .put("new", json(tables.fresh(), tables.groups()))
        .put("tried", json(tables.tried(), tables.groups()))
        .build();
  }

  private static Json json(List<TableEntry> entries, NetGroups groups) {
    var table = Json.object();
    for (var entry : entries) {
      table.put(entry.bucket() + "/" + entry.position(), json(entry, groups));
    }
    return table.build();
  }

  private static Json json(TableEntry entry, NetGroups groups) {
    var endpoint = entry.address().endpoint();
    var json = Json.object().put("address", endpoint.address().toString());
    long system = groups.systemOf(endpoint.address());
    if (system != 0) {
      json.put("mapped_as", system);
    }
    json.put("port", endpoint.port())
        .put("services", Unsigned.json(entry.address().services()))
        .put("time", entry.address().time())
        .put("network", endpoint.address().network().toString())
        .put("source", entry.source().toString())
        .put("source_network", entry.source().network().toString());
    long sourceSystem = groups.systemOf(entry.source());
    if (sourceSystem != 0) {
      json.put("source_mapped_as", sourceSystem);
    }
    return json.build();
  }
}
