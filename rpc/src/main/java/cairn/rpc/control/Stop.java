package cairn.rpc.control;

import cairn.rpc.NodeControl;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.concurrent.TimeUnit;

/** {@code stop}: ends the node. */
public final class Stop implements RpcMethod {
  private static final String ANSWER = "Cairn stopping";

  private final NodeControl node;

  public Stop(NodeControl node) {
    this.node = node;
  }

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Ends the node in good order, after this answer.")
        .takes(
            Argument.number("wait", "milliseconds to wait before the answer")
                .optional()
                .with(Trait.HIDDEN))
        .gives(Result.string("A string with the content '" + ANSWER + "'"))
        .build();
  }

  @Override
  public Json call(Call call) throws InterruptedException {
    node.stop();
    if (call.has("wait")) {
      int millis = call.integer("wait");
      call.turn()
          .aside(() -> {
            TimeUnit.MILLISECONDS.sleep(millis);
            return millis;
          });
    }
    return Json.of(ANSWER);
  }
}
