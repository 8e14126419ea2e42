package cairn.rpc.blockchain;

import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getblockheader}: the header of a block. */
public final class GetBlockHeader implements RpcMethod {
  private final Ledger ledger;

  public GetBlockHeader(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getblockheader";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the header of a block, as an object or in hex.")
        .takes(
            Argument.hex("blockhash", "The hash of the block"),
            Argument.bool("verbose", "true for an object, false for hex").orElse(Json.of(true)))
        .gives(
            Result.object("", HeaderJson.fields()).when("for verbose = true"),
            Result.hex("The header").when("for verbose=false"))
        .example("\"00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var chain = ledger.chain();
    var block = Blocks.find(ledger.index(), call.blockHash("blockhash", "hash"));
    return call.flag("verbose")
        ? HeaderJson.of(block, chain).build()
        : Json.of(block.header().serialized());
  }
}
