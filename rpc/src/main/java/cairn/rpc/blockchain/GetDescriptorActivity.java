package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.LongWork;
import cairn.rpc.call.Parameters;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import cairn.rpc.transactions.ScriptJson;
import java.util.Collection;
import java.util.TreeMap;

/**
 * {@code getdescriptoractivity}: what has come to some scripts and gone from them, in certain
 * blocks and the mempool.
 */
public final class GetDescriptorActivity implements RpcMethod {
  private final Ledger ledger;
  private final Interruption interruption;
  private final LongWork work;

  public GetDescriptorActivity(Ledger ledger, Interruption interruption, LongWork work) {
    this.ledger = ledger;
    this.interruption = interruption;
    this.work = work;
  }

  @Override
  public String name() {
    return "getdescriptoractivity";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Finds what the scripts that some descriptors stand for have got and spent in some"
                + " blocks, such as those that scanblocks has found.",
            "That may take minutes; make sure that the client waits long enough (./cairn cli"
                + " -rpcclienttimeout=0).")
        .takes(
            Argument.array(
                "blockhashes",
                "The blocks, in any order; all must be in the active chain",
                Argument.hex("blockhash", "The hash of one").optional()),
            ScanObjects.requiredArgument(),
            Argument.bool("include_mempool", "Whether to look into the mempool, too")
                .orElse(Json.of(true)))
        .gives(
            Result.object(
                "", field("activity", Result.arrayOfSome("what has happened", spend(), receipt()))))
        .cliExample("'[\"blockhash\"]' '[\"addr(myaddress)\"]'")
        .build();
  }

  private static Result spend() {
    return Result.object(
        "",
        field("type", Result.string("spend")),
        field("amount", Result.amount("What was spent, in BTC")),
        optional("blockhash", Result.hex("The block, unless it is in the mempool")),
        optional("height", Result.number("The height of that")),
        field("spend_txid", Result.hex("The transaction that spends")),
        field("spend_vin", Result.number("By which of its inputs")),
        field("prevout_txid", Result.hex("The transaction whose output is spent")),
        field("prevout_vout", Result.number("Which one")),
        field("prevout_spk", ScriptJson.spec()));
  }

  private static Result receipt() {
    return Result.object(
        "",
        field("type", Result.string("receive")),
        field("amount", Result.amount("What has come, in BTC")),
        optional("blockhash", Result.hex("The block, unless it is in the mempool")),
        optional("height", Result.number("The height of that")),
        field("txid", Result.hex("The transaction")),
        field("vout", Result.number("Which of its outputs")),
        field("output_spk", ScriptJson.spec()));
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var blocks = blocks(call);
    var addresses = ledger.config().network().addresses();
    var scripts = ScanObjects.scripts(call.json("scanobjects").asArray(), addresses).keySet();
    boolean withMempool = call.flag("include_mempool");
    var search = new ActivitySearch(ledger, interruption, scripts);
    return work.run(call.turn(), name(), () -> search.run(blocks, withMempool));
  }

  /** In the order of the chain, each once. */
  private Collection<IndexedBlock> blocks(Call call) throws RpcException {
    var blocks = new TreeMap<Integer, IndexedBlock>();
    var chain = ledger.chain();
    for (var text : call.json("blockhashes").asArray()) {
      var block = Blocks.find(ledger.index(), Parameters.blockHash(text, "blockhash"));
      if (!chain.contains(block)) {
        throw new RpcException(ErrorCode.INVALID_PARAMETER, "Block is not in main chain");
      }
      blocks.put(block.height(), block);
    }
    return blocks.values();
  }
}
