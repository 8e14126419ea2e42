package cairn.rpc.blockchain;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;

/** {@code waitforblockheight}: waits for a height. */
public final class WaitForBlockHeight implements RpcMethod {
  private final TipWaits tips;

  public WaitForBlockHeight(TipWaits tips) {
    this.tips = tips;
  }

  @Override
  public String name() {
    return "waitforblockheight";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Waits until the active chain is at least so high.", TipWaits.NOTE)
        .takes(Argument.number("height", "The height to wait for"), TipWaits.timeout())
        .gives(TipWaits.result())
        .example("100", "1000")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    int wanted = call.integer("height");
    return tips.await(call, tip -> tip.height() >= wanted);
  }
}
