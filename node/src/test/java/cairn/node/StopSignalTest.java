package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals reach processes, so this starts one. */
@Timeout(60)
class StopSignalTest {
  @TempDir private Path directory;

  @Test
  void endsANodeInOrderWithStatusZero() throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "cairn.node.Main",
                "node",
                "-regtest",
                "-datadir=" + directory)
            .start();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assumeTrue(process.supportsNormalTermination());
      awaitLine(out, "Done loading");
      process.toHandle().destroy(); // SIGTERM; Process.destroy would close the streams too
      awaitLine(out, "Shutdown done");
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(process.getErrorStream().readAllBytes()).isEmpty();
      assertThat(directory.resolve("regtest/bitcoind.pid")).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitLine(BufferedReader out, String end) throws IOException {
    var line = out.readLine();
    while (line != null && !line.endsWith(end)) {
      line = out.readLine();
    }
    assertThat(line).endsWith(end);
  }
}
