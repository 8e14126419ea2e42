package cairn.rpc.blockchain;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;

/** {@code waitfornewblock}: waits for another tip. */
public final class WaitForNewBlock implements RpcMethod {
  private final TipWaits tips;

  public WaitForNewBlock(TipWaits tips) {
    this.tips = tips;
  }

  @Override
  public String name() {
    return "waitfornewblock";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Waits until the last block of the active chain is another one, and returns that.",
            TipWaits.NOTE)
        .takes(
            TipWaits.timeout(),
            Argument.hex("current_tip", "The block that it is to differ from; else the present one")
                .optional())
        .gives(TipWaits.result())
        .example("1000")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var known = call.has("current_tip") ? call.blockHash("current_tip") : tips.tip().hash();
    return tips.await(call, tip -> !tip.hash().equals(known));
  }
}
