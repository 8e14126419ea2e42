package cairn.rpc.mining;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.mining.BlockAssembler;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.Retargeting;
import cairn.rpc.blockchain.Difficulty;
import cairn.rpc.blockchain.SignetChallenge;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Warnings;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getmininginfo}: how hard mining is, now and for the next block. */
public final class GetMiningInfo implements RpcMethod {
  private final Ledger ledger;
  private final GetNetworkHashPs rate;
  private final Templates templates;
  private final Warnings warnings;

  public GetMiningInfo(
      Ledger ledger, GetNetworkHashPs rate, Templates templates, Warnings warnings) {
    this.ledger = ledger;
    this.rate = rate;
    this.templates = templates;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return "getmininginfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns a json object containing mining-related information.")
        .gives(
            Result.object(
                "",
                field("blocks", Result.number("The height of the chain")),
                optional(
                    "currentblockweight",
                    Result.number(
                        "The weight of the last block that was begun here, and what is reserved")),
                optional(
                    "currentblocktx",
                    Result.number("How many transactions it has besides the coinbase")),
                field("bits", Result.hex("The target of the last block in compact form")),
                field("difficulty", Result.number("How hard it was to find")),
                field("target", Result.hex("Its target")),
                field("networkhashps", Result.number("As getnetworkhashps gives it")),
                field("pooledtx", Result.number("How many transactions are in the mempool")),
                field(
                    "blockmintxfee",
                    Result.amount("What a transaction must pay to come into a block, in BTC/kvB")),
                field("chain", Result.string("The name of the network")),
                SignetChallenge.field(),
                field(
                    "next",
                    Result.object(
                        "The next block",
                        field("height", Result.number("Its height")),
                        field("bits", Result.hex("Its target in compact form")),
                        field("difficulty", Result.number("How hard it is to find")),
                        field("target", Result.hex("Its target")))),
                warnings.field()))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    var network = ledger.config().network();
    var chain = ledger.chain();
    var tip = chain.tip();
    var json = Json.object().put("blocks", tip.height());
    templates
        .last()
        .ifPresent(filling ->
            json.put("currentblockweight", filling.weight())
                .put("currentblocktx", filling.transactions()));
    putTarget(tip.bits(), json);
    json.put("networkhashps", rate.usual(chain))
        .put("pooledtx", ledger.mempool().summary().count())
        .put("blockmintxfee", templates.options().minimumFee())
        .put("chain", network.name())
        .put("next", next(tip));
    SignetChallenge.put(network.consensus(), json);
    return json.put("warnings", warnings.all()).build();
  }

  private Json next(IndexedBlock tip) {
    var consensus = ledger.config().network().consensus();
    long now = ledger.config().clock().instant().getEpochSecond();
    long time = Math.max(now, BlockAssembler.earliestTime(new Place(consensus, tip)));
    long bits = Retargeting.bitsAfter(tip, time, consensus.proofOfWork());
    var json = Json.object().put("height", tip.height() + 1);
    putTarget(bits, json);
    return json.build();
  }

  private static void putTarget(long bits, JsonObjectBuilder json) {
    json.put("bits", "%08x".formatted(bits))
        .put("difficulty", Difficulty.of(bits))
        .put("target", Difficulty.target(bits));
  }
}
