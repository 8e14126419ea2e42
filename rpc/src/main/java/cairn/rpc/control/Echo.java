package cairn.rpc.control;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/**
 * {@code echo} and {@code echojson}: answer with what they are given. They differ in what the
 * command line makes of their arguments: strings, or JSON.
 */
public final class Echo implements RpcMethod {
  private static final int ARGUMENTS = 10;

  private final String name;

  public Echo(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public MethodSpec spec() {
    var spec =
        MethodSpec.of(
            name,
            "Returns the arguments, for tests.",
            "\nIf the last one is 'trigger_internal_bug', it fails as a bug would make it fail.",
            "\necho and echojson are the same; but ./cairn cli passes the arguments of echo as"
                + " strings, and those of echojson as JSON.");
    for (int i = 0; i < ARGUMENTS; i++) {
      spec.takes(Argument.string("arg" + i, "").optional().with(Trait.ANY_TYPE));
    }
    return spec.gives(Result.any("What was passed")).build();
  }

  @Override
  public Json call(Call call) {
    if (call.json("arg9").equals(Json.of("trigger_internal_bug"))) {
      throw new IllegalStateException("request.params[9].get_str() != \"trigger_internal_bug\"");
    }
    return new Json.Arr(call.passed());
  }
}
