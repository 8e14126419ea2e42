package cairn.rpc.blockchain;

import static cairn.rpc.spec.Result.field;

import cairn.ledger.Ledger;
import cairn.ledger.LedgerClosedException;
import cairn.ledger.LoadedCoins;
import cairn.ledger.SnapshotException;
import cairn.ledger.StorageException;
import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.LongWork;
import cairn.rpc.call.RpcException;
import cairn.rpc.call.RpcMethod;
import cairn.rpc.call.Waits;
import cairn.rpc.json.Json;
import cairn.rpc.spec.Argument;
import cairn.rpc.spec.MethodSpec;
import cairn.rpc.spec.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;

/** {@code loadtxoutset}: goes on from coins that were computed elsewhere. */
public final class LoadTxOutSet implements RpcMethod {
  private final Ledger ledger;
  private final Interruption interruption;
  private final LongWork work;

  public LoadTxOutSet(Ledger ledger, Interruption interruption, LongWork work) {
    this.ledger = ledger;
    this.interruption = interruption;
    this.work = work;
  }

  @Override
  public String name() {
    return "loadtxoutset";
  }

  @Override
  public MethodSpec spec() {
    return MethodSpec.of(
            name(),
            "Loads all unspent outputs after a block from a file, and goes on from there.",
            "The program knows the hash of what should be in it, so the file can be from anybody."
                + " The blocks up to there are still verified, beside those that come after; until"
                + " that is done, this node does not offer old blocks to others.")
        .takes(
            Argument.string(
                "path", "A file of dumptxoutset; relative to the network's data directory"))
        .gives(
            Result.object(
                "",
                field("coins_loaded", Result.number("How many there are")),
                field("tip_hash", Result.hex("The hash of the block after which they are")),
                field("base_height", Result.number("Its height")),
                field("path", Result.string("The file"))))
        .cliExample("-rpcclienttimeout=0 loadtxoutset utxo.dat")
        .build();
  }

  @Override
  public Json call(Call call) throws RpcException, InterruptedException {
    var path = path(call.text("path"));
    try (var in = open(path)) {
      var loaded = work.run(call.turn(), name(), () -> load(in, path));
      return Json.object()
          .put("coins_loaded", loaded.coins())
          .put("tip_hash", loaded.base().hash())
          .put("base_height", loaded.base().height())
          .put("path", path.toString())
          .build();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private LoadedCoins load(InputStream in, Path path) throws RpcException {
    try {
      return ledger.loadCoins(in, interruption::isInterrupted);
    } catch (SnapshotException e) {
      throw e.isUnreadable()
          ? new RpcException(
              ErrorCode.DESERIALIZATION_ERROR, "Unable to parse metadata: " + e.getMessage())
          : new RpcException(
              ErrorCode.INTERNAL_ERROR,
              "Unable to load UTXO snapshot: %s. (%s)".formatted(e.getMessage(), path));
    } catch (IOException e) {
      throw unreadable(path, e);
    } catch (LedgerClosedException e) {
      throw Waits.shuttingDown();
    } catch (StorageException | RejectedExecutionException e) {
      throw new RpcException(ErrorCode.MISC_ERROR, String.valueOf(e.getMessage()));
    }
  }

  private Path path(String text) throws RpcException {
    try {
      return ledger.config().directory().toAbsolutePath().resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw new RpcException(ErrorCode.INVALID_PARAMETER, text + " is no path");
    }
  }

  private static InputStream open(Path path) throws RpcException {
    try {
      if (Files.isRegularFile(path)) {
        return Files.newInputStream(path);
      }
    } catch (IOException e) {
      throw unopened(path);
    }
    throw unopened(path);
  }

  private static RpcException unopened(Path path) {
    return new RpcException(
        ErrorCode.INVALID_PARAMETER, "Couldn't open file %s for reading.".formatted(path));
  }

  private static RpcException unreadable(Path path, IOException e) {
    return new RpcException(ErrorCode.MISC_ERROR, "Cannot read %s: %s".formatted(path, e));
  }
}
