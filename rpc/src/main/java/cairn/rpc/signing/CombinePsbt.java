package cairn.rpc.signing;

import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code combinepsbt}: what several PSBTs know of one transaction. */
public final class CombinePsbt implements RpcMethod {
  @Override
  public String name() {
    return "combinepsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Combines what PSBTs of one transaction know of it.")
        .takes(Argument.array("txs", "The PSBTs", Argument.string("psbt", "A PSBT").optional()))
        .gives(Result.string("The PSBT in base 64"))
        .cliExample("'[\"mybase64_1\", \"mybase64_2\", \"mybase64_3\"]'")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    if (call.json("txs").asArray().isEmpty()) {
      throw Psbts.invalid("Parameter 'txs' cannot be empty");
    }
    var all = Psbts.parseAll(call.json("txs"));
    var first = all.getFirst();
    for (var other : all.subList(1, all.size())) {
      if (!first.merge(other)) {
        throw Psbts.invalid("PSBTs not compatible (different transactions)");
      }
    }
    return Json.of(first.text());
  }
}
