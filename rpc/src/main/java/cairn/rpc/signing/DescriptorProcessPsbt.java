package cairn.rpc.signing;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.primitives.psbt.PsbtSigner.Options;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code descriptorprocesspsbt}: fills in what the node knows, and signs with what is passed. */
public final class DescriptorProcessPsbt implements RpcMethod {
  private final Ledger ledger;
  private final Indexes indexes;

  public DescriptorProcessPsbt(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
  }

  @Override
  public String name() {
    return "descriptorprocesspsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Fills in what the chain, the mempool and descriptors tell of inputs and outputs of"
                + " SegWit, and signs with the keys in the descriptors.")
        .takes(
            Psbts.argument(),
            PsbtUpdate.argument(),
            HashTypes.argument(),
            Argument.bool("bip32derivs", "Whether it is told where keys come from.")
                .orElse(Json.of(true)),
            Argument.bool("finalize", "Whether inputs are finalized that can be.")
                .orElse(Json.of(true)))
        .gives(
            Result.object(
                "",
                field("psbt", Result.string("The PSBT in base 64")),
                field("complete", Result.bool("Whether it has all signatures that it needs")),
                optional("hex", Result.hex("The transaction, if it is complete"))))
        .cliExample("\"psbt\" \"[\\\"descriptor1\\\", \\\"descriptor2\\\"]\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var update = new PsbtUpdate(ledger, indexes);
    var known = update.provider(call.json("descriptors"), true);
    var type = HashTypes.parse(call);
    var provider = call.flag("bip32derivs") ? known : known.withoutOrigins();
    var psbt = Psbts.parse(call.text("psbt"));
    update.update(call, psbt, provider, new Options(type, call.flag("finalize")));
    boolean complete = true;
    for (int i = 0; i < psbt.inputs().size(); i++) {
      complete &= Verifier.SIGNER.isSignedAndValid(psbt, i);
    }
    var json = Json.object().put("psbt", psbt.text()).put("complete", complete);
    if (complete) {
      Verifier.SIGNER
          .extract(psbt)
          .ifPresent(transaction -> json.put("hex", transaction.serialized()));
    }
    return json.build();
  }
}
