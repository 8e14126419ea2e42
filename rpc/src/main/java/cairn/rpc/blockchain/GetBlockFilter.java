package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.Ledger;
import cairn.ledger.index.Indexes;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getblockfilter}: the compact filter of a block (BIP 157). */
public final class GetBlockFilter implements RpcMethod {
  private static final String HASH =
      "\"00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09\"";

  private final Ledger ledger;
  private final Indexes indexes;

  public GetBlockFilter(Ledger ledger, Indexes indexes) {
    this.ledger = ledger;
    this.indexes = indexes;
  }

  @Override
  public String name() {
    return "getblockfilter";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns the compact filter of a block (BIP 157).")
        .takes(Argument.hex("blockhash", "The hash of the block"), FilterIndexes.argument())
        .gives(
            Result.object(
                "",
                field("filter", Result.hex("The filter")),
                field("header", Result.hex("The filter's header"))))
        .example(HASH, "\"basic\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var hash = call.blockHash("blockhash");
    var index = FilterIndexes.find(indexes, call.text("filtertype"));
    var block = Blocks.find(ledger.index(), hash);
    boolean connected = block.isFullyValid();
    boolean ready = Waits.answer(call.turn(), index.caughtUp());
    var filter = index.filter(block);
    var header = index.header(block);
    if (filter.isEmpty() || header.isEmpty()) {
      throw missing(connected, ready);
    }
    return Json.object().put("filter", filter.get()).put("header", header.get()).build();
  }

  private static RpcException missing(boolean connected, boolean ready) {
    if (!connected) {
      return new RpcException(
          ErrorCode.INVALID_ADDRESS_OR_KEY,
          "Filter not found. Block was not connected to active chain.");
    }
    return ready
        ? new RpcException(
            ErrorCode.INTERNAL_ERROR,
            "Filter not found. This error is unexpected and indicates index corruption.")
        : new RpcException(
            ErrorCode.MISC_ERROR,
            "Filter not found. Block filters are still in the process of being indexed.");
  }
}
