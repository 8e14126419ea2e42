package cairn.rpc.signing;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code finalizepsbt}: makes the scripts of inputs that have all their signatures. */
public final class FinalizePsbt implements RpcMethod {
  @Override
  public String name() {
    return "finalizepsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Finalizes the inputs that have all their signatures, and gives the transaction if all"
                + " have.")
        .takes(
            Psbts.argument(),
            Argument.bool("extract", "Whether the transaction is given, if it is complete.")
                .orElse(Json.of(true)))
        .gives(
            Result.object(
                "",
                optional("psbt", Result.string("The PSBT in base 64, unless hex is given")),
                optional("hex", Result.hex("The transaction")),
                field("complete", Result.bool("Whether it has all signatures that it needs"))))
        .cliExample("\"psbt\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var psbt = Psbts.parse(call.text("psbt"));
    var transaction = Verifier.SIGNER.extract(psbt);
    var json = Json.object();
    if (transaction.isPresent() && call.flag("extract")) {
      json.put("hex", transaction.get().serialized());
    } else {
      json.put("psbt", psbt.text());
    }
    return json.put("complete", transaction.isPresent()).build();
  }
}
