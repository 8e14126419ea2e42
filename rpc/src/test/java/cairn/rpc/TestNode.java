package cairn.rpc;

import cairn.genesis.Network;
import cairn.genesis.NetworkOptions;
import cairn.genesis.Networks;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.MempoolConfig;
import cairn.ledger.MockableClock;
import cairn.ledger.fees.FeeEstimator;
import cairn.ledger.index.IndexOptions;
import cairn.ledger.index.Indexes;
import cairn.ledger.mempoolfile.MempoolFile;
import cairn.ledger.mining.BlockOptions;
import cairn.rpc.call.CallListener;
import cairn.rpc.call.Interruption;
import cairn.rpc.call.MethodTable;
import cairn.rpc.call.RpcException;
import cairn.rpc.http.Requests;
import cairn.rpc.json.Json;
import cairn.rpc.json.JsonReader;
import cairn.rpc.json.JsonWriter;
import cairn.rpc.json.MalformedJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** All methods, on a ledger of regtest in a directory of its own; without the network between. */
public final class TestNode implements AutoCloseable {
  public final MockableClock clock = new MockableClock(InstantSource.system());
  public final Interruption interruption = new Interruption();
  final SortedMap<String, Boolean> categories = new TreeMap<>();
  public final Ledger ledger;
  public final Indexes indexes;
  public final MethodTable methods;

  /** Replaced by tests that want another. */
  public StandInNetwork network = new StandInNetwork();

  volatile boolean stopped;

  public TestNode(Path directory) {
    this(directory, LedgerConfig.PRUNE_ON_REQUEST, NetworkOptions.fastPrune(Networks.regtest()));
  }

  TestNode(Path directory, long pruneTargetBytes, Network of) {
    this(directory, pruneTargetBytes, of, IndexOptions.NONE);
  }

  TestNode(Path directory, long pruneTargetBytes, Network of, IndexOptions wanted) {
    categories.put("net", false);
    categories.put("rpc", true);
    ledger = Ledger.open(config(directory, pruneTargetBytes, of), () -> false);
    indexes = Indexes.open(ledger, wanted);
    indexes.start(why -> stopped = true);
    ledger.mempool().markLoaded();
    methods = methods(OldForms.NONE);
  }

  /** The methods, with what the operator wants of old forms. */
  MethodTable methods(OldForms oldForms) {
    return NodeMethods.of(services(), interruption, oldForms, true);
  }

  private LedgerConfig config(Path directory, long pruneTargetBytes, Network of) {
    try {
      return new LedgerConfig(
          of,
          directory,
          Files.createDirectories(directory.resolve("blocks")),
          true,
          false,
          Rebuild.NOTHING,
          8 << 20,
          1,
          6,
          3,
          pruneTargetBytes,
          0,
          LedgerConfig.DEFAULT_MAX_TIP_AGE,
          MempoolConfig.DEFAULT,
          clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public NodeServices services() {
    return new NodeServices(
        new NodeControl() {
          @Override
          public void stop() {
            stopped = true;
          }

          @Override
          public String version() {
            return "0.0.1";
          }

          @Override
          public Duration uptime() {
            return Duration.ofMillis(7999);
          }

          @Override
          public Optional<Path> logFile() {
            return Optional.of(Path.of("/debug.log"));
          }
        },
        new LogControl() {
          @Override
          public SortedMap<String, Boolean> categories() {
            return categories;
          }

          @Override
          public boolean set(String category, boolean on) {
            return categories.replace(category, on) != null;
          }
        },
        clock,
        ledger,
        indexes,
        ledger.mempool().candidates(),
        new MempoolFile(ledger, () -> false),
        FeeEstimator.watching(ledger),
        BlockOptions.USUAL,
        List.of(),
        CallListener.NONE,
        new NetworkThread() {
          @Override
          public <T> CompletableFuture<T> ask(Function<NetworkControl, T> question) {
            return network.ask(question);
          }

          @Override
          public boolean sendsOwnPrivately() {
            return network.sendsOwnPrivately();
          }

          @Override
          public boolean reachesTor() {
            return network.reachesTor();
          }

          @Override
          public List<String> warnings() {
            return network.warnings();
          }
        });
  }

  /** Calls a method; the parameters are an array or an object, as JSON. */
  public Json call(String method, String params) throws RpcException, InterruptedException {
    return methods.execute(method, read(params), Requests.ALONE);
  }

  /** The answer to a call as it stands in a response of version 1.1, without its id. */
  public String response(String method, String params) throws InterruptedException {
    var response = Json.object();
    try {
      response.put("result", call(method, params)).put("error", Json.Null.NULL);
    } catch (RpcException e) {
      var error =
          Json.object()
              .put("code", e.code().code())
              .put("message", String.valueOf(e.getMessage()))
              .build();
      response.put("result", Json.Null.NULL).put("error", error);
    }
    return JsonWriter.text(response.build());
  }

  static Json read(String json) {
    try {
      return JsonReader.read(json);
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Override
  public void close() {
    interruption.interrupt();
    indexes.close();
    ledger.close();
  }
}
