package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getbestblockhash}: the hash of the tip. */
public final class GetBestBlockHash implements RpcMethod {
  private final Ledger ledger;

  public GetBestBlockHash(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getbestblockhash";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the hash of the last block of the active chain.")
        .gives(Result.hex("The hash"))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    return Json.of(ledger.chain().tip().hash());
  }
}
