package cairn.rpc.blockchain;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;

/** {@code waitforblock}: waits for a block. */
public final class WaitForBlock implements RpcMethod {
  private final TipWaits tips;

  public WaitForBlock(TipWaits tips) {
    this.tips = tips;
  }

  @Override
  public String name() {
    return "waitforblock";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(), "Waits until a block is the last one of the active chain.", TipWaits.NOTE)
        .takes(Argument.hex("blockhash", "The hash of the block to wait for"), TipWaits.timeout())
        .gives(TipWaits.result())
        .example("\"0000000000079f8ef3d2c688c244eb7a4570b24c9ed7b4a8c619eb02596f8862\"", "1000")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var wanted = call.blockHash("blockhash");
    return tips.await(call, tip -> tip.hash().equals(wanted));
  }
}
