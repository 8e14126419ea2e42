package cairn.node.metrics;

import cairn.node.config.ConfigException;
import cairn.node.config.MetricsConfig;
import cairn.primitives.Bytes;
import cairn.rpc.http.Endpoint;
import cairn.rpc.http.HttpConfig;
import cairn.rpc.http.HttpResponse;
import cairn.rpc.http.HttpServer;
import cairn.rpc.http.HttpStatus;
import cairn.rpc.http.PublicPage;
import cairn.rpc.http.Route;
import cairn.rpc.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Shows metrics, and how the node is, to whoever can connect. */
public final class MetricsServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int THREADS = 2;
  private static final int QUEUE = 16;

  private static final Map<String, String> TEXT =
      Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");

  private static final Map<String, String> JSON =
      Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

  private final HttpServer http;

  private MetricsServer(HttpServer http) {
    this.http = http;
  }

  /**
   * Begins to answer.
   *
   * @throws ConfigException if it is not possible to listen there
   */
  public static MetricsServer start(MetricsConfig config, Metrics metrics) throws ConfigException {
    var endpoint = new Endpoint(config.host(), config.port());
    var http =
        HttpServer.bind(HttpConfig.open("metrics", endpoint, PATIENCE, THREADS, QUEUE))
            .orElseThrow(() ->
                new ConfigException(
                    "Unable to show metrics at %s port %d. See debug log for details."
                        .formatted(config.host(), config.port())));
    http.start(
        List.of(
            new Route("/metrics", true, new PublicPage((_, turn) -> text(metrics.text(turn)))),
            new Route(
                "/livez", true, new PublicPage((_, _) -> health(metrics.health().liveness()))),
            new Route(
                "/readyz", true, new PublicPage((_, _) -> health(metrics.health().readiness())))));
    return new MetricsServer(http);
  }

  @Override
  public void close() {
    http.close();
  }

  private static HttpResponse text(String text) {
    return new HttpResponse(HttpStatus.OK, TEXT, Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse health(HealthReport.Answer answer) {
    return HttpResponse.of(
            answer.good() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
            JsonWriter.text(answer.json()) + "\n")
        .with(JSON);
  }
}
