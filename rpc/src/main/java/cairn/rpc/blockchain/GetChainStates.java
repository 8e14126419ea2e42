package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.json.Json;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** {@code getchainstates}: the chains that are being verified, one or two. */
public final class GetChainStates implements RpcMethod {
  private final Ledger ledger;

  public GetChainStates(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public String name() {
    return "getchainstates";
  }

  @Override
  public MethodSpec spec() {
    var chainstate =
        Result.object(
            "",
            field("blocks", Result.number("The height of the last block")),
            field("bestblockhash", Result.hex("Its hash")),
            field("bits", Result.hex("Its target in compact form")),
            field("target", Result.hex("Its target")),
            field("difficulty", Result.number("Its difficulty")),
            field(
                "verificationprogress",
                Result.number("About how much of all transactions is verified, 0 to 1")),
            optional(
                "snapshot_blockhash", Result.hex("The block of the snapshot that it began with")),
            field("coins_db_cache_bytes", Result.number("Memory for the database of coins")),
            field("coins_tip_cache_bytes", Result.number("Memory for the coins themselves")),
            field("validated", Result.bool("Whether all its blocks have been verified")));
    return MethodSpec.of(name(), "Returns the chains that are being verified, the best one last.")
        .gives(
            Result.object(
                "",
                field("headers", Result.number("The height of the best known header")),
                field("chainstates", Result.array("the chains", chainstate))))
        .example()
        .build();
  }

  @Override
  public Json call(Call call) {
    var snapshot = ledger.snapshot().orElse(null);
    var history = snapshot == null ? null : snapshot.history();
    var chainstates = new ArrayList<Json>();
    if (history != null) {
      chainstates.add(chainstate(history.tip(), null, true));
    }
    chainstates.add(
        chainstate(
            ledger.chain().tip(), snapshot == null ? null : snapshot.base(), history == null));
    return Json.object()
        .put("headers", ledger.index().bestHeader().height())
        .put("chainstates", new Json.Arr(chainstates))
        .build();
  }

  private Json chainstate(IndexedBlock tip, @Nullable IndexedBlock base, boolean validated) {
    var config = ledger.config();
    int sets = ledger.snapshot().isPresent() ? 2 : 1; // of coins, which share the memory
    var json = Json.object().put("blocks", tip.height()).put("bestblockhash", tip.hash());
    Difficulty.put(tip.bits(), json)
        .put("verificationprogress", ledger.state().verificationProgress(tip))
        .put("coins_db_cache_bytes", config.coinsDatabaseBytes() / sets)
        .put("coins_tip_cache_bytes", config.coinsCacheBytes() / sets);
    if (base != null) {
      json.put("snapshot_blockhash", base.hash());
    }
    return json.put("validated", validated).build();
  }
}
