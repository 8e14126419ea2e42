package cairn.rpc.blockchain;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code syncwithvalidationinterfacequeue}: waits until all that was asked of the node is done. */
public final class SyncWithValidationInterfaceQueue implements RpcMethod {
  private final Ledger ledger;

  public SyncWithValidationInterfaceQueue(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "syncwithvalidationinterfacequeue";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(), "Waits until all that was asked of the chain before is done and told of.")
        .gives(Result.none())
        .example()
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    Waits.answer(call.turn(), ledger.commands().settle());
    return NULL;
  }
}
