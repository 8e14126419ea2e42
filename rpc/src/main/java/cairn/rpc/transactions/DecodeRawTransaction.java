package cairn.rpc.transactions;

import cairn.primitives.AmbiguousTransaction;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.primitives.Transaction;
import cairn.primitives.address.AddressFormat;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code decoderawtransaction}: a transaction as an object. */
public final class DecodeRawTransaction implements RpcMethod {
  private static final String FAILURE = "TX decode failed";

  private final TransactionJson shape;

  public DecodeRawTransaction(AddressFormat format) {
    this.shape = new TransactionJson(format, false);
  }

  @Override
  public String name() {
    return "decoderawtransaction";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns as an object what is in a transaction.")
        .takes(
            Argument.hex("hexstring", "The transaction"),
            Argument.bool(
                    "iswitness",
                    "Whether it is in the form of BIP 144, which has witnesses. Of a transaction"
                        + " without inputs that cannot always be told from its bytes.")
                .orElse("depends on heuristic tests"))
        .gives(Result.object("", TransactionJson.ownFields(false)))
        .example("\"hexstring\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var bytes = call.hex("hexstring", ErrorCode.DESERIALIZATION_ERROR, FAILURE);
    try {
      return shape.own(decode(bytes, call)).build();
    } catch (DecodeException e) {
      throw new RpcException(ErrorCode.DESERIALIZATION_ERROR, FAILURE);
    }
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
