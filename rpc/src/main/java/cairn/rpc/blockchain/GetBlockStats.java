package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.optional;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Coin;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.primitives.Block;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.List;
import java.util.TreeSet;

/** {@code getblockstats}: what the transactions of a block come to. */
public final class GetBlockStats implements RpcMethod {
  private static final String HASH =
      "\"00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09\"";
  private static final String STATS = "[\"minfeerate\",\"avgfeerate\"]";

  private final Ledger ledger;

  public GetBlockStats(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getblockstats";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns what the transactions of a block come to. All amounts are in satoshis.",
            "The coinbase does not count, except where that is said.")
        .takes(
            Argument.number("hash_or_height", "The hash or the height of the block")
                .with(Trait.ANY_TYPE)
                .called("string or numeric"),
            Argument.array(
                    "stats",
                    "The values that are wanted, by their names",
                    Argument.string("height", "A value").optional(),
                    Argument.string("time", "A value").optional())
                .orElse("all values")
                .shownAs("stats"))
        .gives(result())
        .cliExample("'" + HASH + "' '" + STATS + "'")
        .cliExample("1000 '" + STATS + "'")
        .curlExample(HASH + ", " + STATS)
        .curlExample("1000, " + STATS)
        .build();
  }

  private static Result result() {
    var rate = Result.number("A fee rate");
    return Result.object(
        "",
        optional("avgfee", Result.number("The mean fee")),
        optional("avgfeerate", Result.number("The mean fee for a virtual byte")),
        optional("avgtxsize", Result.number("The mean size")),
        optional("blockhash", Result.hex("The hash of the block")),
        optional(
            "feerate_percentiles",
            Result.tuple(
                "The fees for a virtual byte up to which 10, 25, 50, 75 and 90 % of the weight are",
                rate, rate, rate, rate, rate)),
        optional("height", Result.number("The height of the block")),
        optional("ins", Result.number("How many inputs there are")),
        optional("maxfee", Result.number("The highest fee")),
        optional("maxfeerate", Result.number("The highest fee for a virtual byte")),
        optional("maxtxsize", Result.number("The largest size")),
        optional("medianfee", Result.number("The median fee")),
        optional("mediantime", Result.number("The median of the last eleven times")),
        optional("mediantxsize", Result.number("The median size")),
        optional("minfee", Result.number("The lowest fee")),
        optional("minfeerate", Result.number("The lowest fee for a virtual byte")),
        optional("mintxsize", Result.number("The smallest size")),
        optional("outs", Result.number("How many outputs there are, with the coinbase's")),
        optional("subsidy", Result.number("What the block may make")),
        optional("swtotal_size", Result.number("The size of those with witnesses")),
        optional("swtotal_weight", Result.number("The weight of those with witnesses")),
        optional("swtxs", Result.number("How many have witnesses")),
        optional("time", Result.number("The time of the block")),
        optional("total_out", Result.number("What all outputs come to")),
        optional("total_size", Result.number("The size of all")),
        optional("total_weight", Result.number("The weight of all")),
        optional("totalfee", Result.number("The fees of all")),
        optional("txs", Result.number("How many there are, with the coinbase")),
        optional("utxo_increase", Result.number("How many more coins there are")),
        optional("utxo_size_inc", Result.number("How many bytes more these take")),
        optional("utxo_increase_actual", Result.number("How many more, without unspendable ones")),
        optional("utxo_size_inc_actual", Result.number("How many bytes more, without these")));
  }

  @Override
  public Json call(Call call) throws RpcException {
    var where = Blocks.hashOrHeight(ledger, call.json("hash_or_height"));
    var wanted = new TreeSet<String>();
    if (call.has("stats")) {
      for (var name : call.json("stats").asArray()) {
        wanted.add(name.asString());
      }
    }
    var consensus = ledger.config().network().consensus();
    var all = BlockStatistics.of(where, block(where), spent(where), consensus);
    if (wanted.isEmpty()) {
      return all;
    }
    var json = Json.object();
    for (var name : wanted) {
      if (!all.has(name)) {
        throw new RpcException(
            ErrorCode.INVALID_PARAMETER, "Invalid selected statistic '%s'".formatted(name));
      }
      json.put(name, all.find(name));
    }
    return json.build();
  }

  private Block block(IndexedBlock where) throws RpcException {
    try {
      return ledger.blocks().block(where);
    } catch (BlockUnavailableException e) {
      throw Blocks.unavailable(e);
    }
  }

  private List<List<Coin>> spent(IndexedBlock where) throws RpcException {
    try {
      return ledger.blocks().spent(where);
    } catch (BlockUnavailableException e) {
      throw Blocks.spentUnavailable(e);
    }
  }
}
