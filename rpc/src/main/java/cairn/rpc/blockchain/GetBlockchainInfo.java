package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig;
import cairn.ledger.SnapshotStatus;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Warnings;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonObjectBuilder;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;

/** {@code getblockchaininfo}: how the chain is doing. */
public final class GetBlockchainInfo implements RpcMethod {
  private final Ledger ledger;
  private final Warnings warnings;

  public GetBlockchainInfo(Ledger ledger, Warnings warnings) {
    this.ledger = ledger;
    this.warnings = warnings;
  }

  @Override
  public String name() {
    return "getblockchaininfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(name(), "Returns how the block chain is doing.")
        .gives(
            Result.object(
                "",
                field("chain", Result.string("The name of the network")),
                field("blocks", Result.number("The height of the active chain")),
                field("headers", Result.number("The height of the best known header")),
                field("bestblockhash", Result.string("The hash of the last block")),
                field("bits", Result.hex("Its target in compact form")),
                field("target", Result.hex("Its target")),
                field("difficulty", Result.number("Its difficulty")),
                field("time", Result.time("Its time, in seconds since 1970")),
                field("mediantime", Result.time("The median of the last eleven times")),
                field(
                    "verificationprogress",
                    Result.number("About how much of all transactions is verified, 0 to 1")),
                field(
                    "initialblockdownload",
                    Result.bool("Whether the node is probably still far behind")),
                optional(
                    "backgroundvalidation",
                    Result.object(
                        "What is being verified below the block of a snapshot",
                        field("snapshotheight", Result.number("The height of that block")),
                        field("blocks", Result.number("The height of the last verified block")),
                        field("bestblockhash", Result.string("Its hash")),
                        field("mediantime", Result.time("The median of the last eleven times")),
                        field(
                            "verificationprogress",
                            Result.number("About how much of it is verified, 0 to 1")),
                        field(
                            "chainwork",
                            Result.hex("How many hashes its chain took, on average")))),
                field("chainwork", Result.hex("How many hashes the chain took, on average")),
                field("size_on_disk", Result.number("Bytes of block and undo files")),
                field("pruned", Result.bool("Whether old blocks are deleted")),
                optional(
                    "pruneheight",
                    Result.number("The first block that is there, of a node that prunes")),
                optional(
                    "automatic_pruning",
                    Result.bool("Whether that happens by itself, of a node that prunes")),
                optional(
                    "prune_target_size", Result.number("Bytes above which that happens by itself")),
                SignetChallenge.field(),
                warnings.field()))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    var network = ledger.config().network();
    var state = ledger.state();
    var chain = ledger.chain();
    var tip = chain.tip();
    var json =
        Json.object()
            .put("chain", network.name())
            .put("blocks", tip.height())
            .put("headers", ledger.index().bestHeader().height())
            .put("bestblockhash", tip.hash());
    Difficulty.put(tip.bits(), json)
        .put("time", tip.time())
        .put("mediantime", tip.medianTimePast())
        .put("verificationprogress", state.verificationProgress(tip))
        .put("initialblockdownload", state.isInitialBlockDownload());
    ledger.snapshot().ifPresent(snapshot -> putHistory(snapshot, json));
    json.put("chainwork", "%064x".formatted(tip.work()))
        .put("size_on_disk", state.blockFilesBytes())
        .put("pruned", ledger.config().prunes());
    if (ledger.config().prunes()) {
      json.put("pruneheight", PruneHeight.lastPruned(chain) + 1);
      boolean automatic = ledger.config().pruneTargetBytes() != LedgerConfig.PRUNE_ON_REQUEST;
      json.put("automatic_pruning", automatic);
      if (automatic) {
        json.put("prune_target_size", ledger.config().pruneTargetBytes());
      }
    }
    SignetChallenge.put(network.consensus(), json);
    return json.put("warnings", warnings.all()).build();
  }

  private static void putHistory(SnapshotStatus snapshot, JsonObjectBuilder json) {
    var history = snapshot.history();
    if (history == null) {
      return;
    }
    var tip = history.tip();
    long total = snapshot.base().chainTransactionCount();
    double progress = total == 0 ? 0 : Math.min(1.0, (double) tip.chainTransactionCount() / total);
    json.put(
        "backgroundvalidation",
        Json.object()
            .put("snapshotheight", snapshot.base().height())
            .put("blocks", tip.height())
            .put("bestblockhash", tip.hash())
            .put("mediantime", tip.medianTimePast())
            .put("chainwork", "%064x".formatted(tip.work()))
            .put("verificationprogress", progress)
            .build());
  }
}
