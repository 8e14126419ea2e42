package cairn.rpc.signing;

import cairn.primitives.AmbiguousTransaction;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.primitives.psbt.Psbt;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code converttopsbt}: a PSBT of a transaction. */
public final class ConvertToPsbt implements RpcMethod {
  private static final String FAILURE = "TX decode failed";

  @Override
  public String name() {
    return "converttopsbt";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Makes a PSBT of a transaction.")
        .takes(
            Argument.hex("hexstring", "The transaction"),
            Argument.bool("permitsigdata", "Whether it may have signatures, which are left out.")
                .orElse(Json.of(false)),
            Argument.bool(
                    "iswitness",
                    "Whether it is in the form of BIP 144, which has witnesses. Of a transaction"
                        + " without inputs that cannot always be told from its bytes.")
                .orElse("depends on heuristic tests"),
            Psbts.versionArgument())
        .gives(Result.string("The PSBT in base 64"))
        .cliExample("\"rawtransaction\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var bytes = call.hex("hexstring", ErrorCode.DESERIALIZATION_ERROR, FAILURE);
    Transaction transaction;
    try {
      transaction = decode(bytes, call);
    } catch (DecodeException e) {
      throw new RpcException(ErrorCode.DESERIALIZATION_ERROR, FAILURE);
    }
    boolean signed =
        transaction.inputs().stream()
            .anyMatch(input -> !input.scriptSig().isEmpty() || !input.witness().isEmpty());
    if (signed && !call.flag("permitsigdata")) {
      throw new RpcException(
          ErrorCode.DESERIALIZATION_ERROR, "Inputs must not have scriptSigs and scriptWitnesses");
    }
    return Json.of(Psbt.of(transaction, Psbts.version(call)).text());
  }

  private static Transaction decode(Bytes bytes, Call call) throws DecodeException {
    if (!call.has("iswitness")) {
      return AmbiguousTransaction.decode(bytes);
    }
    return call.flag("iswitness")
        ? Transaction.decode(bytes)
        : Transaction.decodeWithoutWitness(bytes);
  }
}
