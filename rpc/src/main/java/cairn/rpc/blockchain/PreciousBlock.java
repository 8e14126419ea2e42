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

/** {@code preciousblock}: prefers a block to others with as much work. */
public final class PreciousBlock implements RpcMethod {
  private final Ledger ledger;

  public PreciousBlock(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "preciousblock";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Prefers a block to others with as much work, as if it had come first.",
            "A later call replaces an earlier one, and a restart ends it.")
        .takes(Argument.hex("blockhash", "The hash of the block"))
        .gives(Result.none())
        .example("\"blockhash\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var block = Blocks.find(ledger.index(), call.blockHash("blockhash"));
    Waits.answer(call.turn(), ledger.commands().prefer(block));
    return NULL;
  }
}
