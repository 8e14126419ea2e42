package cairn.rpc.control;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.rpc.call.Call;
import cairn.rpc.call.Category;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.OpenRpc;
import cairn.rpc.spec.Result;

/** {@code getopenrpcinfo}, {@code rpc.discover}: what methods there are, for programs. */
public final class GetOpenRpcInfo implements RpcMethod {
  private static final String SHOW_HIDDEN = "show_hidden";

  private final String name;
  private final boolean canShowHidden;
  private final MethodTable methods;
  private final String version;

  private GetOpenRpcInfo(String name, boolean canShowHidden, MethodTable methods, String version) {
    this.name = name;
    this.canShowHidden = canShowHidden;
    this.methods = methods;
    this.version = version;
  }

  /**
   * {@code getopenrpcinfo}.
   *
   * @param version this node's
   */
  public static RpcMethod withArguments(MethodTable methods, String version) {
    return new GetOpenRpcInfo("getopenrpcinfo", true, methods, version);
  }

  /** {@code rpc.discover}: the same under the name that OpenRPC gives it. */
  public static RpcMethod discover(MethodTable methods, String version) {
    return new GetOpenRpcInfo("rpc.discover", false, methods, version);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MethodSpec spec() {
    var spec =
        MethodSpec.of(name, "Describes all methods in the form of OpenRPC, for programs.")
            .gives(document())
            .example();
    return canShowHidden
        ? spec.takes(
                Argument.bool(
                        SHOW_HIDDEN, "Whether those that help does not list are described too")
                    .orElse(Json.of(false)))
            .build()
        : spec.build();
  }

  private static Result document() {
    return Result.object(
        "",
        field("openrpc", Result.string("The version of OpenRPC")),
        field(
            "info",
            Result.object(
                "",
                field("title", Result.string("What is described")),
                field("version", Result.string("Its version")),
                field("description", Result.string("A sentence about it")))),
        field("methods", Result.array("In the order of their names", method())));
  }

  private static Result method() {
    return Result.object(
        "",
        field("name", Result.string("Its name")),
        field("description", Result.string("What it does")),
        field("params", Result.array("What it takes, in order", parameter())),
        field(
            "result",
            Result.object(
                "What it answers",
                field("name", Result.string("Always \"result\"")),
                field("schema", Result.any("A JSON Schema")))),
        field("x-bitcoin-category", Result.string("Where help lists it")));
  }

  private static Result parameter() {
    return Result.object(
        "",
        field("name", Result.string("Its name")),
        field("required", Result.bool("Whether it has to be there")),
        field("schema", Result.any("A JSON Schema")),
        optional("description", Result.string("What it is")),
        optional("x-bitcoin-aliases", Result.array("Other names", Result.string(""))),
        optional(
            "x-bitcoin-placeholder", Result.bool("Whether it is there for compatibility alone")),
        optional(
            "x-bitcoin-also-positional",
            Result.bool("Whether it has a place of its own besides that in the options")));
  }

  @Override
  public Json call(Call call) {
    boolean withHidden = canShowHidden && call.flag(SHOW_HIDDEN);
    var openRpc = new OpenRpc(withHidden);
    var described =
        methods.entries().stream()
            .filter(entry -> withHidden || entry.category() != Category.HIDDEN)
            .map(entry -> openRpc.describe(entry.spec(), entry.category().id()))
            .toList();
    return Json.object()
        .put("openrpc", OpenRpc.VERSION)
        .put(
            "info",
            Json.object()
                .put("title", "Cairn JSON-RPC")
                .put("version", version)
                .put("description", "Made of what serves the methods and tells people about them.")
                .build())
        .put("methods", new Json.Arr(described))
        .build();
  }
}
