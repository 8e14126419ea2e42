package cairn.rpc.blockchain;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code invalidateblock}: has a block count as invalid. */
public final class InvalidateBlock implements RpcMethod {
  private final Ledger ledger;

  public InvalidateBlock(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "invalidateblock";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Marks a block as invalid, as if it broke a rule, for good.")
        .takes(Argument.hex("blockhash", "The hash of the block to mark"))
        .gives(Result.none())
        .example("\"blockhash\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var block = Blocks.find(ledger.index(), call.blockHash("blockhash"));
    if (block.height() == 0) {
      return NULL; // every chain has it
    }
    Waits.answer(call.turn(), ledger.commands().invalidate(block));
    return NULL;
  }
}
