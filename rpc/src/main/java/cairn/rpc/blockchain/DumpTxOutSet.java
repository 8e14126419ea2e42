package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.BlockUnavailableException;
import cairn.ledger.CoinsDump;
import cairn.ledger.CoinsDump.TooManyCoinsException;
import cairn.ledger.IndexedBlock;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** {@code dumptxoutset}: writes all coins to a file. */
public final class DumpTxOutSet implements RpcMethod {
  private final Ledger ledger;
  private final Interruption interruption;
  private final LongWork work;

  public DumpTxOutSet(Ledger ledger, Interruption interruption, LongWork work) {
    this.ledger = ledger;
    this.interruption = interruption;
    this.work = work;
  }

  @Override
  public String name() {
    return "dumptxoutset";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Writes all unspent outputs to a file, as they are or as they were after an earlier"
                + " block.",
            "The chain goes on meanwhile. What was spent since an earlier block must fit into"
                + " memory.")
        .takes(
            Argument.string(
                "path", "The file; relative to the network's data directory, and not there yet"),
            Argument.string(
                    "type", "\"latest\", or \"rollback\" for an earlier block, which is an option")
                .orElse(Json.of("")),
            Argument.namedOptions(
                    "options",
                    "",
                    Argument.number(
                            "rollback",
                            "The earlier block, by its height or its hash; else the last one that"
                                + " loadtxoutset takes")
                        .with(Trait.ANY_TYPE)
                        .called("string or numeric")
                        .optional(),
                    Argument.bool("in_memory", "Makes no difference: it is always so here")
                        .orElse(Json.of(false)))
                .optional())
        .gives(
            Result.object(
                "",
                field("coins_written", Result.number("How many there are")),
                field("base_hash", Result.hex("The hash of the last block before")),
                field("base_height", Result.number("Its height")),
                field("path", Result.string("The file")),
                field("txoutset_hash", Result.hex("hash_serialized_3 of all of them")),
                field(
                    "nchaintx", Result.number("How many transactions there are up to the block"))))
        .cliExample("utxo.dat latest")
        .cliExample("-named utxo.dat rollback=853456")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var base = base(call);
    var path = path(call.text("path"));
    if (Files.exists(path)) {
      throw invalid(
          path
              + " already exists. If you are sure this is what you want, move it out of the way"
              + " first");
    }
    var incomplete = Path.of(path + ".incomplete");
    try (var out = open(incomplete)) {
      var dump = work.run(call.turn(), "dumptxoutset", () -> write(base, out));
      out.force(true);
      Files.move(incomplete, path, StandardCopyOption.ATOMIC_MOVE);
      return json(dump, path);
    } catch (IOException | UncheckedIOException e) {
      throw new RpcException(ErrorCode.MISC_ERROR, "Cannot write %s: %s".formatted(path, e));
    }
  }

  private IndexedBlock base(Call call) throws RpcException {
    var type = call.text("type");
    var options = call.has("options") ? call.json("options").asObject() : Json.object().build();
    if (options.has("rollback")) {
      if (!type.isEmpty() && !type.equals("rollback")) {
        throw invalid(
            "Invalid snapshot type \"%s\" specified with rollback option".formatted(type));
      }
      var base = Blocks.hashOrHeight(ledger, options.find("rollback"));
      if (!ledger.chain().contains(base)) {
        throw invalid("The block is not in the active chain");
      }
      return base;
    }
    if (type.equals("rollback")) {
      return lastSnapshot();
    }
    if (!type.equals("latest")) {
      throw invalid(
          "Invalid snapshot type \"%s\" specified. Please specify \"rollback\" or \"latest\""
              .formatted(type));
    }
    return ledger.chain().tip();
  }

  /** The last block after which the coins could be loaded by others. */
  private IndexedBlock lastSnapshot() throws RpcException {
    var snapshots = ledger.config().network().facts().snapshots();
    if (snapshots.isEmpty()) {
      throw invalid("The rollback option must say to which block");
    }
    return Blocks.hashOrHeight(ledger, Json.of(snapshots.getLast().base().height()));
  }

  private Path path(String text) throws RpcException {
    try {
      return ledger.config().directory().toAbsolutePath().resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw invalid("%s is no path".formatted(text));
    }
  }

  private static FileChannel open(Path incomplete) throws RpcException {
    try {
      return FileChannel.open(
          incomplete,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw invalid("Couldn't open file %s for writing.".formatted(incomplete));
    }
  }

  private CoinsDump write(IndexedBlock base, FileChannel out)
      throws RpcException, InterruptedException {
    try (var snapshot = Waits.answer(ledger.commands().snapshotCoins())) {
      var best = ledger.index().find(Objects.requireNonNull(snapshot.bestBlock()).hash());
      if (best == null || !base.isAncestorOf(best)) {
        throw new RpcException(
            ErrorCode.MISC_ERROR, "The chain has gone another way meanwhile. Try again.");
      }
      return CoinsDump.write(ledger, snapshot, base, out, _ -> !interruption.isInterrupted())
          .orElseThrow(Waits::shuttingDown);
    } catch (BlockUnavailableException e) {
      throw new RpcException(
          ErrorCode.MISC_ERROR,
          "Could not roll back to requested height since necessary block data is already pruned.");
    } catch (TooManyCoinsException e) {
      throw new RpcException(ErrorCode.MISC_ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static Json json(CoinsDump dump, Path path) {
    var base = dump.base();
    return Json.object()
        .put("coins_written", dump.coins())
        .put("base_hash", base.hash())
        .put("base_height", base.height())
        .put("path", path.toString())
        .put("txoutset_hash", dump.serialized().toString())
        .put("nchaintx", base.chainTransactionCount())
        .build();
  }

  private static RpcException invalid(String message) {
    return new RpcException(ErrorCode.INVALID_PARAMETER, message);
  }
}
