package cairn.rpc.blockchain;

import static cairn.rpc.json.Json.Null.NULL;

import cairn.rpc.call.Call;
import cairn.rpc.call.ErrorCode;
import cairn.rpc.call.RpcException;
import cairn.rpc.json.Json;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scan of a kind, of which there is one at a time: one call begins it and waits for its end,
 * others ask after it, or end it.
 */
final class OneScan<S extends OneScan.Scan> {
  private final AtomicReference<@Nullable S> current = new AtomicReference<>();

  /** What others than the thread that runs it do with a scan. */
  interface Scan {
    /** How far it is, as is told to who asks after it. */
    Json status();

    /** Has it end soon. */
    void abort();
  }

  /** Runs a scan to its end. */
  @FunctionalInterface
  interface Run<S> {
    Json run(S scan) throws RpcException, InterruptedException;
  }

  /** Does what {@code call}'s argument {@code action} says; {@code run} is for a new scan. */
  Json call(Call call, Supplier<S> scan, Run<S> run) throws RpcException, InterruptedException {
    return switch (call.text("action")) {
      case "status" -> status();
      case "abort" -> abort();
      case "start" -> start(call, scan.get(), run);
      default ->
          throw new RpcException(
              ErrorCode.INVALID_PARAMETER, "Invalid action '%s'".formatted(call.text("action")));
    };
  }

  private Json status() {
    var scan = current.get();
    return scan == null ? NULL : scan.status();
  }

  private Json abort() {
    var scan = current.get();
    if (scan != null) {
      scan.abort();
    }
    return Json.of(scan != null);
  }

  private Json start(Call call, S scan, Run<S> run) throws RpcException, InterruptedException {
    if (!current.compareAndSet(null, scan)) {
      throw new RpcException(
          ErrorCode.INVALID_PARAMETER,
          "Scan already in progress, use action \"abort\" or \"status\"");
    }
    try {
      if (!call.has("scanobjects")) {
        throw new RpcException(
            ErrorCode.MISC_ERROR, "scanobjects argument is required for the start action");
      }
      return run.run(scan);
    } finally {
      current.set(null);
    }
  }
}
