package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.elided;
import static cairn.rpc.spec.Result.field;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.spec.Result.Field;
import cairn.rpc.transactions.TransactionJson;
import java.util.ArrayList;
import java.util.List;

/** {@code getblock}: a block. */
public final class GetBlock implements RpcMethod {
  private final Ledger ledger;

  public GetBlock(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getblock";
  }

  @Override
  public MethodSpec spec() {
    var ids = Result.array("The ids of the transactions", Result.hex("An id"));
    return MethodSpec.of(
            name(),
            "Returns a block, in hex or as an object.",
            "With verbosity 1 the object has the ids of the transactions, with 2 all of them, and"
                + " with 3 also the outputs that they spend, as far as that is stored.")
        .takes(
            Argument.hex("blockhash", "The hash of the block"),
            Argument.number(
                    "verbosity",
                    "0 for hex, 1 for an object, 2 for one with transactions, 3 for one that also"
                        + " tells what these spend")
                .or("verbose")
                .orElse(Json.of(1))
                .with(Trait.ANY_TYPE))
        .gives(
            Result.hex("The block").when("for verbosity = 0"),
            Result.object("", with(ids, BlockJson.fields())).when("for verbosity = 1"),
            Result.object("", with(transactions(false), same(1))).when("for verbosity = 2"),
            Result.object("", with(transactions(true), same(2))).when("for verbosity = 3"))
        .example("\"00000000c937983704a73af28acdec37b049d214adbda81d7e2a3dd146f6ed09\"")
        .build();
  }

  private static Result transactions(boolean withSpent) {
    return Result.array("The transactions", Result.object("", TransactionJson.fields(withSpent)));
  }

  private static List<Field> same(int verbosity) {
    return elided("Same output as verbosity = " + verbosity, BlockJson.fields());
  }

  private static List<Field> with(Result transactions, List<Field> fields) {
    var all = new ArrayList<>(fields);
    all.add(field("tx", transactions));
    return all;
  }

  @Override
  public Json call(Call call) throws RpcException {
    int verbosity = Parameters.verbosity(call.json("verbosity"));
    var chain = ledger.chain();
    var where = Blocks.find(ledger.index(), call.blockHash("blockhash"));
    try {
      if (verbosity <= 0) {
        return Json.of(ledger.blocks().bytes(where));
      }
      var block = ledger.blocks().block(where);
      if (verbosity == 1) {
        return BlockJson.withIds(block, where, chain);
      }
      var shape = new TransactionJson(ledger.config().network().addresses(), verbosity > 2);
      var spent = Blocks.spent(ledger.blocks(), where);
      return BlockJson.withTransactions(block, spent, shape, where, chain);
    } catch (BlockUnavailableException e) {
      throw Blocks.unavailable(e);
    }
  }
}
