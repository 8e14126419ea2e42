package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;
import static cairn.rpc.spec.Result.optional;

import cairn.ledger.BestBlock;
import cairn.ledger.CoinsStatistics;
import cairn.ledger.CoinsStatistics.Hash;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.index.CoinStatisticsIndex;
import cairn.ledger.index.CoinTotals;
import cairn.ledger.index.Indexes;
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
import org.jspecify.annotations.Nullable;

/** {@code gettxoutsetinfo}: what all unspent coins come to. */
public final class GetTxOutSetInfo implements RpcMethod {
  private final Ledger ledger;
  private final Indexes indexes;
  private final Interruption interruption;
  private final LongWork work;

  public GetTxOutSetInfo(Ledger ledger, Indexes indexes, Interruption interruption, LongWork work) {
    this.ledger = ledger;
    this.indexes = indexes;
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
            "All of them are read for that, which may take minutes, unless there is a"
                + " -coinstatsindex and no hash_serialized_3 is wanted.")
        .takes(
            Argument.string(
                    "hash_type",
                    "Which hash of all coins to compute: 'hash_serialized_3', 'muhash' or 'none'.")
                .orElse(Json.of("hash_serialized_3")),
            Argument.number(
                    "hash_or_height",
                    "The block after which the coins are meant; that takes -coinstatsindex.")
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
                optional("disk_size", Result.number("About how many bytes they take on disk")),
                optional(
                    "total_unspendable_amount",
                    Result.amount("What was made and can never be spent; from the index alone")),
                optional("block_info", blockInfo())))
        .example()
        .cliExample("\"none\"")
        .curlExample("\"none\"")
        .build();
  }

  private static Result blockInfo() {
    return Result.object(
        "What the block did; from the index alone",
        field("prevout_spent", Result.amount("What it spent")),
        field("coinbase", Result.amount("What its coinbase made")),
        field("new_outputs_ex_coinbase", Result.amount("What its other transactions made")),
        field("unspendable", Result.amount("What it made that can never be spent")),
        field(
            "unspendables",
            Result.object(
                "That, by kinds",
                field("genesis_block", Result.amount("The subsidy of the genesis block")),
                field("bip30", Result.amount("Of a coinbase that was repeated later")),
                field("scripts", Result.amount("Of scripts that cannot be satisfied")),
                field("unclaimed_rewards", Result.amount("What the coinbase did not take")))));
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var hashes = hashes(call.text("hash_type"));
    boolean wanted = call.flag("use_index");
    var index = indexes.coinStatistics();
    IndexedBlock block = null;
    if (call.has("hash_or_height")) {
      expectIndex(index.isPresent(), hashes, wanted);
      block = Blocks.hashOrHeight(ledger, call.json("hash_or_height"));
    }
    if (index.isPresent() && wanted && !hashes.contains(Hash.SERIALIZED)) {
      return fromIndex(call, index.get(), block, hashes.contains(Hash.MUHASH));
    }
    return work.run(call.turn(), "txoutsetinfo", () -> count(hashes));
  }

  private static void expectIndex(boolean isThere, Set<Hash> hashes, boolean wanted)
      throws RpcException {
    if (!isThere) {
      throw invalid("Querying specific block heights requires coinstatsindex");
    }
    if (hashes.contains(Hash.SERIALIZED)) {
      throw invalid("hash_serialized_3 hash type cannot be queried for a specific block");
    }
    if (!wanted) {
      throw invalid("Cannot set use_index to false when querying for a specific block");
    }
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }

  /**
   * What the index says.
   *
   * @param block the block after which the coins are meant; null for the tip
   */
  private Json fromIndex(
      Call call, CoinStatisticsIndex index, @Nullable IndexedBlock block, boolean muhash)
      throws RpcException, InterruptedException {
    var asked = block == null ? ledger.chain().tip() : block;
    boolean ready = Waits.answer(call.turn(), index.caughtUp());
    var best = index.best();
    int reached = best == null ? 0 : best.height();
    if (!ready && block != null && block.height() > reached) {
      throw new RpcException(
          ErrorCode.INTERNAL_ERROR,
          "Unable to get data because coinstatsindex is still syncing. Current height: " + reached);
    }
    var totals =
        index
            .totals(asked)
            .orElseThrow(
                () -> new RpcException(ErrorCode.INTERNAL_ERROR, "Unable to read UTXO set"));
    return json(asked, totals, muhash);
  }

  private static Json json(IndexedBlock block, CoinTotals totals, boolean muhash) {
    var json =
        Json.object()
            .put("height", block.height())
            .put("bestblock", block.hash())
            .put("txouts", totals.coins())
            .put("bogosize", totals.bogoSize());
    if (muhash) {
      json.put("muhash", totals.muhash().toString());
    }
    var did = totals.block();
    var unspendable = did.unspendable();
    return json.put("total_amount", totals.total())
        .put("total_unspendable_amount", totals.unspendable())
        .put(
            "block_info",
            Json.object()
                .put("prevout_spent", did.spent())
                .put("coinbase", did.coinbase())
                .put("new_outputs_ex_coinbase", did.created())
                .put("unspendable", unspendable.total())
                .put(
                    "unspendables",
                    Json.object()
                        .put("genesis_block", unspendable.genesis())
                        .put("bip30", unspendable.repeated())
                        .put("scripts", unspendable.scripts())
                        .put("unclaimed_rewards", unspendable.unclaimed())
                        .build())
                .build())
        .build();
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
