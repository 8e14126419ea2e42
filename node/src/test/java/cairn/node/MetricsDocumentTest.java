package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Holds {@code docs/metrics.md} against what a node serves. */
@ResourceLock("the log")
class MetricsDocumentTest {
  private static final Pattern SERVED = Pattern.compile("(?m)^# TYPE (\\w+) ");
  private static final Pattern DOCUMENTED = Pattern.compile("`((?:cairn|bitcoind?|mining)_\\w+)`");

  /** What a node as young as this does not know. */
  private static final Set<String> FEES =
      Set.of(
          "bitcoin_est_smart_fee_2",
          "bitcoin_est_smart_fee_3",
          "bitcoin_est_smart_fee_5",
          "bitcoin_est_smart_fee_20",
          "bitcoind_smart_fee",
          "bitcoind_transactions_per_second"); // named as what is not there

  /** The queries of the dashboard, and the metrics in them. */
  private static final Pattern QUERY =
      Pattern.compile("\"(?:expr|query)\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern QUERIED = Pattern.compile("\\b((?:cairn|bitcoind?|mining)_\\w+)");
  private static final Pattern PART_OF_HISTOGRAM = Pattern.compile("_(?:bucket|count|sum)$");

  private static final String ADDRESS = "mjTkW3DjgyZck4KbiRusZsqTgaYTxdSz6z";

  /** A {@code version} of regtest, with nothing in it. */
  private static final byte[] MESSAGE =
      HexFormat.of().parseHex("fabfb5da76657273696f6e0000000000000000005df6e0e2");

  @TempDir private Path directory;

  private final int rpc = freePort();
  private final int metrics = freePort();
  private final int peers = freePort();

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int run(String command, String... arguments) {
    var all =
        new ArrayList<>(List.of(command, "-regtest", "-datadir=" + directory, "-rpcport=" + rpc));
    all.addAll(List.of(arguments));
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    return Main.run(all, nowhere, nowhere, false);
  }

  private String fetch() {
    return fetch("metrics");
  }

  private String fetch(String path) {
    try (var in =
        URI.create("http://127.0.0.1:%d/%s".formatted(metrics, path)).toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedSet<String> names(Pattern pattern, String text) {
    var names = new TreeSet<String>();
    pattern.matcher(text).results().map(match -> match.group(1)).forEach(names::add);
    return names;
  }

  private static SortedSet<String> namesOfDashboard() throws IOException {
    var dashboard = Files.readString(Path.of("../docker/grafana/dashboards/cairn.json"));
    var queries = new ArrayList<String>();
    QUERY.matcher(dashboard).results().map(match -> match.group(1)).forEach(queries::add);
    var names = new TreeSet<String>();
    for (var name : names(QUERIED, String.join("\n", queries))) {
      names.add(PART_OF_HISTOGRAM.matcher(name).replaceFirst(""));
    }
    return names;
  }

  @Test
  void namesWhatIsServedAndNothingElse() throws Exception {
    var node =
        CompletableFuture.supplyAsync(() ->
            run(
                "node",
                "-connect=0",
                "-nodebuglogfile",
                "-txindex",
                "-metricsport=" + metrics,
                "-bind=127.0.0.1:" + peers));
    try {
      assertThat(run("cli", "-rpcwait", "-rpcwaittimeout=60", "generatetoaddress", "3", ADDRESS))
          .isZero();
      assertThat(run("cli", "getblockhash", "7")).isEqualTo(8);
      assertThat(run("cli", "setban", "192.0.2.7", "add")).isZero();
      assertThat(fetch("livez")).contains("\"status\":\"ready\"");
      assertThat(fetch("readyz"))
          .contains("\"status\":\"ready\",\"listening\":true,\"blocks\":3,\"headers\":3,");
      assertThat(fetch())
          .contains(
              "cairn_status{status=\"ready\"} 1.0",
              "\n# TYPE bitcoin_blocks gauge\nbitcoin_blocks 3.0\n",
              "\nbitcoin_latest_block_height 3.0\n",
              "\nbitcoin_latest_block_value 0.0\n",
              "\nbitcoin_rpc_active 0.0\n",
              "\nbitcoin_ban_created{address=\"192.0.2.7/32\",reason=\"manually added\"} ",
              "\nmining_hashrate{blocks=\"-1\"} ",
              "cairn_chain_height 3.0",
              "cairn_headers_height 3.0",
              "cairn_blocks_connected_total 3.0",
              "cairn_mempool_transactions 0.0",
              "cairn_peers{direction=\"inbound\",transport=\"v1\"} 0.0",
              "cairn_rpc_call_seconds_count{method=\"getblockhash\",outcome=\"error\"} 1",
              "cairn_rpc_call_seconds_bucket{method=\"generatetoaddress\",outcome=\"result\"");
      try (var peer = new Socket(InetAddress.getLoopbackAddress(), peers)) {
        peer.getOutputStream().write(MESSAGE);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> fetch(),
                text ->
                    text.contains(
                        "cairn_p2p_message_bytes_total{direction=\"received\",message=\"version\"}"
                            + " 24.0"));
      }
      var document = Files.readString(Path.of("../docs/metrics.md"));
      var served = names(SERVED, fetch());
      served.addAll(FEES);
      assertThat(names(DOCUMENTED, document)).isEqualTo(served);
      assertThat(namesOfDashboard()).hasSizeGreaterThan(20).isSubsetOf(served);
    } finally {
      run("cli", "stop");
      assertThat(node.get(60, TimeUnit.SECONDS)).isZero();
    }
  }
}
