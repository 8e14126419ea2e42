package cairn.node.metrics;

import cairn.ledger.Ledger;
import cairn.node.mining.MiningCounts;
import cairn.rpc.NetworkThread;
import cairn.rpc.call.CallListener;
import cairn.rpc.call.MethodTable;
import cairn.rpc.http.Turn;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The metrics of one node. Thread-safe. */
public final class Metrics implements CallListener {
  /** The bounds of the histogram of how long calls take. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final PeerMetrics peers = new PeerMetrics(registry);
  private final HealthReport health = new HealthReport(InstantSource.system());
  private final LongAdder activeCalls = new LongAdder();
  private volatile @Nullable ExporterMetrics exporters;

  /**
   * Those that tell of the process alone.
   *
   * @param version of the node
   */
  public Metrics(String version, String network) {
    Gauge.builder("cairn_version", () -> 1)
        .description("Always 1; version and network are in its labels")
        .tag("version", version)
        .tag("network", network)
        .register(registry);
    JvmMetrics.register(registry);
    for (var status : Health.Status.values()) {
      gauge(
          registry,
          "cairn_status",
          "1 for what the node is doing now, else 0",
          health,
          each -> each.status() == status ? 1 : 0,
          "status",
          status.toString());
    }
  }

  /** Those of the chain and the mempool too, from now on. */
  public void watch(Ledger ledger) {
    new ChainMetrics(ledger).register(registry);
    new MempoolMetrics(ledger).register(registry);
  }

  /** What is mined here. */
  public void watch(MiningCounts counts) {
    counter(
        registry,
        "cairn_mining_hashes",
        "Hashes that this node has tried",
        counts,
        MiningCounts::hashes);
    counter(
        registry,
        "cairn_mining_blocks",
        "Blocks that this node has mined",
        counts,
        MiningCounts::blocks);
  }

  /**
   * Those of the peers too, from now on.
   *
   * @param listening whether other nodes can connect
   */
  public void watch(Ledger ledger, NetworkThread network, boolean listening) {
    peers.watch(network);
    health.watch(ledger, network, listening);
  }

  /**
   * Those that exporters show too, from now on.
   *
   * @param methods that tell nobody of the calls
   */
  public void watch(MethodTable methods) {
    exporters = new ExporterMetrics(methods, activeCalls::sum);
  }

  HealthReport health() {
    return health;
  }

  @Override
  public void begun(String method) {
    activeCalls.increment();
  }

  @Override
  public void ended(String method, long nanos, boolean succeeded) {
    activeCalls.decrement();
    Timer.builder("cairn_rpc_call")
        .description("How long calls over JSON-RPC took")
        .tag("method", method)
        .tag("outcome", succeeded ? "result" : "error")
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** All of them, as Prometheus reads them. */
  String text(Turn turn) throws InterruptedException {
    peers.refresh();
    var others = exporters;
    return registry.scrape() + (others == null ? "" : others.text(turn));
  }

  /** Something that only grows. */
  static <T> void counter(
      PrometheusMeterRegistry registry,
      String name,
      String description,
      T source,
      ToDoubleFunction<T> value,
      String... tags) {
    FunctionCounter.builder(name, source, value)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  static <T> void gauge(
      PrometheusMeterRegistry registry,
      String name,
      String description,
      T source,
      ToDoubleFunction<T> value,
      String... tags) {
    Gauge.builder(name, source, value)
        .description(description)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }
}
