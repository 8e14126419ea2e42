package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.ActiveChain;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.time.Duration;

/** {@code getchaintxstats}: how many transactions there are in a stretch of the chain. */
public final class GetChainTxStats implements RpcMethod {
  private static final Duration MONTH = Duration.ofDays(30);

  private final Ledger ledger;

  public GetChainTxStats(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getchaintxstats";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns how many transactions there are in the chain, and how often they come.")
        .takes(
            Argument.number("nblocks", "In how many blocks they are counted").orElse("one month"),
            Argument.hex("blockhash", "The hash of the last of these").orElse("chain tip"))
        .gives(
            Result.object(
                "",
                field("time", Result.time("The time of the last block, in seconds since 1970")),
                optional(
                    "txcount", Result.number("How many transactions there are up to that block")),
                field("window_final_block_hash", Result.hex("The hash of that block")),
                field("window_final_block_height", Result.number("Its height")),
                field("window_block_count", Result.number("How many blocks are looked at")),
                optional("window_interval", Result.number("How many seconds these took")),
                optional("window_tx_count", Result.number("How many transactions are in them")),
                optional("txrate", Result.number("How many there are in each second"))))
        .cliExample("")
        .curlExample("2016")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException {
    var last = last(call, ledger.chain());
    int count = count(call, last);
    var first = last.ancestor(last.height() - count);
    var json = Json.object().put("time", last.time());
    if (last.chainTransactionCount() != 0) {
      json.put("txcount", last.chainTransactionCount());
    }
    json.put("window_final_block_hash", last.hash())
        .put("window_final_block_height", last.height())
        .put("window_block_count", count);
    if (count == 0) {
      return json.build();
    }
    long seconds = last.medianTimePast() - first.medianTimePast();
    json.put("window_interval", seconds);
    if (last.chainTransactionCount() != 0 && first.chainTransactionCount() != 0) {
      long transactions = last.chainTransactionCount() - first.chainTransactionCount();
      json.put("window_tx_count", transactions);
      if (seconds > 0) {
        json.put("txrate", (double) transactions / seconds);
      }
    }
    return json.build();
  }

  private IndexedBlock last(Call call, ActiveChain chain) throws RpcException {
    if (!call.has("blockhash")) {
      return chain.tip();
    }
    var block = Blocks.find(ledger.index(), call.blockHash("blockhash"));
    if (!chain.contains(block)) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, "Block is not in main chain");
    }
    return block;
  }

  private int count(Call call, IndexedBlock last) throws RpcException {
    if (!call.has("nblocks")) {
      int spacing = ledger.config().network().consensus().proofOfWork().targetSpacing();
      return Math.max(0, Math.min((int) (MONTH.toSeconds() / spacing), last.height() - 1));
    }
    int count = call.integer("nblocks");
    if (count < 0 || (count > 0 && count >= last.height())) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Invalid block count: should be between 0 and the block's height - 1");
    }
    return count;
  }
}
