package cairn.rpc.signing;

import cairn.primitives.address.AddressFormat;
import cairn.primitives.psbt.Psbt;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.CreateRawTransaction;

/** {@code createpsbt}: a PSBT of which nothing is known yet. */
public final class CreatePsbt implements RpcMethod {
  private final AddressFormat format;

  public CreatePsbt(AddressFormat format) {
    this.format = format;
  }

  @Override
  public String name() {
    return "createpsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Makes a PSBT that spends certain outputs and makes others.")
        .takes(CreateRawTransaction.arguments())
        .takes(Psbts.versionArgument())
        .gives(Result.string("The PSBT in base 64"))
        .example("\"[{\\\"txid\\\":\\\"myid\\\",\\\"vout\\\":0}]\"", "\"[{\\\"address\\\":0.01}]\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var transaction = CreateRawTransaction.transaction(call, format);
    return Json.of(Psbt.of(transaction, Psbts.version(call)).text());
  }
}
