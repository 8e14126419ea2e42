package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.BestBlock;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.Ledger;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.LongWork;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.Argument.Trait;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** {@code gettxoutsetinfo}: what all unspent coins come to. */
public final class GetTxOutSetInfo implements RpcMethod {
  private final Ledger ledger;
  private final Interruption interruption;
  private final LongWork work;

  public GetTxOutSetInfo(Ledger ledger, Interruption interruption, LongWork work) {
    this.ledger = ledger;
    this.interruption = interruption;
    this.work = work;
  }

  @Override
  public String name() {
    return "gettxoutsetinfo";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Returns what all unspent coins come to.",
            "All of them are read for that, which may take minutes.")
        .takes(
            Argument.string(
                    "hash_type",
                    "Which hash of all coins to compute: 'hash_serialized_3', 'muhash' or 'none'.")
                .orElse(Json.of("hash_serialized_3")),
            Argument.number(
                    "hash_or_height",
                    "The block after which the coins are meant; that needs an index of its own.")
                .orElse("the current best block")
                .with(Trait.ANY_TYPE)
                .called("string or numeric"),
            Argument.bool("use_index", "Whether that index is used, if there is one.")
                .orElse(Json.of(true)))
        .gives(
            Result.object(
                "",
                field("height", Result.number("The height of the last block")),
                field("bestblock", Result.hex("Its hash")),
                field("txouts", Result.number("How many coins there are")),
                field(
                    "bogosize",
                    Result.number("Their size by a measure that depends on no database")),
                optional("hash_serialized_3", Result.hex("A hash of all of them, if asked for")),
                optional("muhash", Result.hex("Another one, if asked for")),
                field("total_amount", Result.amount("Their amounts together")),
                optional("transactions", Result.number("How many transactions have coins left")),
                optional("disk_size", Result.number("About how many bytes they take on disk"))))
        .example()
        .cliExample("\"none\"")
        .curlExample("\"none\"")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var hashes = hashes(call.text("hash_type"));
    if (call.has("hash_or_height")) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER, "Querying specific block heights requires coinstatsindex");
    }
    return work.run(call.turn(), "txoutsetinfo", () -> count(hashes));
  }

  private static Set<Hash> hashes(String type) throws RpcException {
    return switch (type) {
      case "hash_serialized_3" -> EnumSet.of(Hash.SERIALIZED);
      case "muhash" -> EnumSet.of(Hash.MUHASH);
      case "none" -> EnumSet.noneOf(Hash.class);
      default ->
          throw new RpcException(
              ErrorCode.INVALID_PARAMETER, "'%s' is not a valid hash_type".formatted(type));
    };
  }

  private Json count(Set<Hash> hashes) throws RpcException, InterruptedException {
    try (var snapshot = Waits.answer(ledger.commands().snapshotCoins())) {
      return CoinsStatistics.of(
              snapshot, hashes, ledger.config().verifyThreads(), _ -> !interruption.isInterrupted())
          .map(this::json)
          .orElseThrow(Waits::shuttingDown);
    }
  }

  private Json json(CoinsStatistics coins) {
    var genesis = ledger.config().network().genesis().hash();
    var best = Objects.requireNonNullElse(coins.bestBlock(), new BestBlock(genesis, 0));
    var json =
        Json.object()
            .put("height", best.height())
            .put("bestblock", best.hash())
            .put("txouts", coins.coins())
            .put("bogosize", coins.bogoSize());
    var serialized = coins.serialized();
    if (serialized != null) {
      json.put("hash_serialized_3", serialized.toString());
    }
    var muhash = coins.muhash();
    if (muhash != null) {
      json.put("muhash", muhash.toString());
    }
    return json.put("total_amount", coins.total())
        .put("transactions", coins.transactions())
        .put("disk_size", coins.diskBytes())
        .build();
  }
}
