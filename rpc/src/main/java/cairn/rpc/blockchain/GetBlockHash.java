package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getblockhash}: the hash of the block at a height. */
public final class GetBlockHash implements RpcMethod {
  private final Ledger ledger;

  public GetBlockHash(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getblockhash";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the hash of the block at a height of the active chain.")
        .takes(Argument.number("height", "The height"))
        .gives(Result.hex("The hash"))
        .example("1000")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var block = ledger.chain().at(call.integer("height"));
    if (block == null) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Block height out of range");
    }
    return Json.of(block.hash());
  }
}
