package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getblockcount}: the height of the active chain. */
public final class GetBlockCount implements RpcMethod {
  private final Ledger ledger;

  public GetBlockCount(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getblockcount";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the height of the active chain; the genesis block has 0.")
        .gives(Result.number("The height"))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    return Json.of(ledger.chain().height());
  }
}
