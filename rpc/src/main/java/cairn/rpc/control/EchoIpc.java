package cairn.rpc.control;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code echoipc}: says what the caller said; there is no other process to ask. */
public final class EchoIpc implements RpcMethod {
  @Override
  public String name() {
    return "echoipc";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the argument, for tests.")
        .takes(Argument.string("arg", "The text to return"))
        .gives(Result.string("The same text."))
        .example("\"Hello world\"")
        .build();
  }

  @Override
  public Json call(Call call) {
    return Json.of(call.text("arg"));
  }
}
