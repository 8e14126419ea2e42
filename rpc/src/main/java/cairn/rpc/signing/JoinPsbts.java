package cairn.rpc.signing;

import cairn.primitives.psbt.Psbt;
import cairn.primitives.psbt.PsbtInput;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.security.SecureRandom;
import java.util.ArrayList;

/** {@code joinpsbts}: one transaction of several. */
public final class JoinPsbts implements RpcMethod {
  private final SecureRandom random = new SecureRandom();

  @Override
  public String name() {
    return "joinpsbts";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Joins PSBTs of version 0 into one with the inputs and outputs of all, in any order.",
            "None of them may have an input of another.")
        .takes(Argument.array("txs", "The PSBTs", Argument.string("psbt", "A PSBT")))
        .gives(Result.string("The PSBT in base 64"))
        .cliExample("\"psbt\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    if (call.json("txs").asArray().size() <= 1) {
      throw Psbts.invalid("At least two PSBTs are required to join PSBTs.");
    }
    var all = new ArrayList<Psbt>();
    for (var text : call.json("txs").asArray()) {
      var psbt = Psbts.parse(text.asString());
      if (psbt.version() != 0) {
        throw Psbts.invalid("joinpsbts only operates on version 0 PSBTs");
      }
      all.add(psbt);
    }
    var repeated = new ArrayList<PsbtInput>();
    var joined = Psbt.join(all, random, repeated);
    if (joined == null) {
      throw Psbts.invalid("Input " + repeated.getFirst().outPoint() + " exists in multiple PSBTs");
    }
    return Json.of(joined.text());
  }
}
