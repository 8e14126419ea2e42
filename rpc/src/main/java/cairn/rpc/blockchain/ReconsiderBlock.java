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

/** {@code reconsiderblock}: takes back that a block is invalid. */
public final class ReconsiderBlock implements RpcMethod {
  private final Ledger ledger;

  public ReconsiderBlock(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "reconsiderblock";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Takes back that a block is invalid, and that those before it and after it are.")
        .takes(Argument.hex("blockhash", "The hash of the block"))
        .gives(Result.none())
        .example("\"blockhash\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var block = Blocks.find(ledger.index(), call.blockHash("blockhash"));
    Waits.answer(call.turn(), ledger.commands().reconsider(block));
    return NULL;
  }
}
