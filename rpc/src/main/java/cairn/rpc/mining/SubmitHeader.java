package cairn.rpc.mining;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.ledger.Ledger;
import cairn.ledger.rules.Verdict;
import cairn.primitives.BlockHeader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.List;

/** {@code submitheader}: hands a header to the node. */
public final class SubmitHeader implements RpcMethod {
  private final Ledger ledger;

  public SubmitHeader(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "submitheader";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Hands a header to the node. It fails if the header is invalid.")
        .takes(Argument.hex("hexdata", "the header"))
        .gives(Result.none())
        .example("\"aabbcc\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var header = decode(call);
    if (ledger.index().find(header.previous()) == null) {
      throw new RpcException(
          ErrorCode.VERIFY_ERROR,
          "Must submit previous header (%s) first".formatted(header.previous()));
    }
    var answer = Waits.answer(call.turn(), ledger.commands().submitHeaders(List.of(header), true));
    if (answer.verdict() instanceof Verdict.Invalid why) {
      throw new RpcException(ErrorCode.VERIFY_ERROR, why.code());
    }
    return NULL;
  }

  private static BlockHeader decode(Call call) throws RpcException {
    var failure = "Block header decode failed";
    var bytes = call.hex("hexdata", ErrorCode.DESERIALIZATION_ERROR, failure);
    try {
      return BlockHeader.decode(first(bytes));
    } catch (DecodeException e) {
      throw new RpcException(ErrorCode.DESERIALIZATION_ERROR, failure);
    }
  }

  /** As much as a header has; what follows it does not matter. */
  private static Bytes first(Bytes bytes) {
    return bytes.slice(0, Math.min(bytes.length(), BlockHeader.LENGTH));
  }
}
