package cairn.rpc.control;

import cairn.rpc.LogControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code logging}: which categories of debug lines are logged. */
public final class Logging implements RpcMethod {
  private final LogControl log;

  public Logging(LogControl log) {
    this.log = log;
  }

  @Override
  public String name() {
    return "logging";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Tells which categories of debug lines are logged, and switches them.",
            "First the categories to include are switched on, then those to exclude off.",
            "The valid logging categories are: " + String.join(", ", log.categories().keySet()),
            "\"all\" and \"1\" stand for all of them.")
        .takes(
            categories("include", "The categories to switch on"),
            categories("exclude", "The categories to switch off"))
        .gives(
            Result.map(
                "each category, and whether it is logged",
                "category",
                Result.bool("true if it is logged")))
        .example("[\"all\"]", "[\"http\"]")
        .build();
  }

  private static Argument categories(String name, String description) {
    var category = Argument.string(name + "_category", "a logging category").optional();
    return Argument.array(name, description, category).optional();
  }

  @Override
  public Json call(Call call) throws RpcException {
    set(call.json("include"), true);
    set(call.json("exclude"), false);
    var answer = Json.object();
    log.categories().forEach(answer::put);
    return answer.build();
  }

  private void set(Json categories, boolean on) throws RpcException {
    if (categories.isNull()) {
      return;
    }
    for (var category : categories.asArray()) {
      var name = category.asString();
      if (!log.set(name, on)) {
        throw new RpcException(ErrorCode.INVALID_PARAMETER, "unknown logging category " + name);
      }
    }
  }
}
