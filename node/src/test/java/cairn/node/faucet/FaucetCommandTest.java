package cairn.node.faucet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FaucetCommandTest {
  @TempDir private Path directory;

  private record Outcome(int status, String out, String err) {}

  private Outcome run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        FaucetCommand.run(
            List.of(arguments),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void tellsNodesWhomBlocksAreToPay() throws Exception {
    var key = directory.resolve("key");
    var config = directory.resolve("mine.conf");
    var first = run("address", "--key=" + key, "--config=" + config);
    assertThat(first.err()).isEmpty();
    assertThat(first.out()).startsWith("cairn1q");
    assertThat(config).hasContent("[devnet]\nmine=" + first.out());
    assertThat(run("address", "--key=" + key)).isEqualTo(first);
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    var key = Files.writeString(directory.resolve("key"), "no key\n");
    assertError("Missing command: address or serve");
    assertError("no coins are for nothing on main", "address", "--chain=main");
    assertError("the network file", "address", "--chain=nosuch.json");
    assertError(key + " is damaged", "address", "--key=" + key);
    assertError("Missing required option: '--rpc-cookie=FILE'", "serve");
    assertError(
        "--most=x: no amount in coins",
        "serve",
        "--rpc-cookie=x",
        "--most=x",
        "--key=" + directory.resolve("other"));
  }

  private void assertError(String message, String... arguments) {
    var outcome = run(arguments);
    assertThat(outcome.err()).startsWith("Error: " + message).hasLineCount(1);
    assertThat(outcome.status()).isOne();
  }

  @Test
  void servesUntilItIsTold() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "cairn.node.Main",
                "faucet",
                "serve",
                "--key=" + directory.resolve("key"),
                "--rpc-cookie=" + directory.resolve("cookie"),
                "--port=0")
            .start();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var http = HttpClient.newHttpClient()) {
      assumeTrue(process.supportsNormalTermination());
      var line = out.readLine();
      assertThat(line).startsWith("The faucet is at http://127.0.0.1:");
      var uri = URI.create(line.substring(line.indexOf("http")) + "readyz");
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).startsWith("{\"error\":");
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
