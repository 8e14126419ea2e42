package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getdifficulty}: how hard the last block was to find. */
public final class GetDifficulty implements RpcMethod {
  private final Ledger ledger;

  public GetDifficulty(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getdifficulty";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the difficulty of the last block of the active chain.")
        .gives(Result.number("How many times harder it is to find than the easiest block"))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    return Json.of(Difficulty.of(ledger.chain().tip().bits()));
  }
}
