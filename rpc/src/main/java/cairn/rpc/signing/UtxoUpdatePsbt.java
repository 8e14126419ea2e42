package cairn.rpc.signing;

import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.primitives.psbt.PsbtSigner.Options;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.Optional;

/** {@code utxoupdatepsbt}: fills in what the node knows. */
public final class UtxoUpdatePsbt implements RpcMethod {
  private final Ledger ledger;
  private final Indexes indexes;

  public UtxoUpdatePsbt(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
  }

  @Override
  public String name() {
    return "utxoupdatepsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Fills in what the chain, the mempool and descriptors tell of inputs and outputs of"
                + " SegWit.")
        .takes(Psbts.argument(), PsbtUpdate.argument().optional())
        .gives(Result.string("The PSBT in base 64"))
        .cliExample("\"psbt\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var update = new PsbtUpdate(ledger, indexes);
    var provider = update.provider(call.json("descriptors"), false).withoutSecrets();
    var psbt = Psbts.parse(call.text("psbt"));
    update.update(call, psbt, provider, new Options(Optional.empty(), false));
    return Json.of(psbt.text());
  }
}
