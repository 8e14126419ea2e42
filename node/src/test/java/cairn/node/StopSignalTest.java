package cairn.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signals reach processes, so this starts one. */
@Timeout(60)
class StopSignalTest {
  @TempDir private Path directory;

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "cairn.node.Main",
            "node",
            "-regtest",
            "-connect=0",
            "-noserver",
            "-datadir=" + directory)
        .start();
  }

  @Test
  void endsANodeInOrderWithStatusZero() throws Exception {
    var process = start();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assumeTrue(process.supportsNormalTermination());
      awaitLine(out, "Done loading");
      endsInOrder(process, out);
      assertThat(directory.resolve("regtest/bitcoind.pid")).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void opensTheLogAnewUponTheSignalForThat() throws Exception {
    var process = start();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assumeTrue(process.supportsNormalTermination());
      awaitLine(out, "Done loading");
      var log = directory.resolve("regtest/debug.log");
      Files.move(log, directory.resolve("old.log"));
      try (var watch = FileSystems.getDefault().newWatchService()) {
        directory.resolve("regtest").register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
        assertThat(watch.poll(30, TimeUnit.SECONDS)).isNotNull();
      }
      endsInOrder(process, out);
      assertThat(Files.readString(log)).contains("Shutdown done");
      assertThat(Files.readString(directory.resolve("old.log"))).contains("Done loading");
    } finally {
      process.destroyForcibly();
    }
  }

  /** Reading the options may take for ever, as from a pipe that nobody writes to. */
  @Test
  void endsANodeThatHasNotBegun() throws Exception {
    var pipe = directory.resolve("bitcoin.conf");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    var process = start();
    try (var _ = Files.newByteChannel(pipe, StandardOpenOption.WRITE)) { // once it reads
      assumeTrue(process.supportsNormalTermination());
      process.toHandle().destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(process.getErrorStream().readAllBytes()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void endsInOrder(Process process, BufferedReader out) throws Exception {
    process.toHandle().destroy(); // SIGTERM; Process.destroy would close the streams too
    awaitLine(out, "Shutdown done");
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
  }

  private static void awaitLine(BufferedReader out, String end) throws IOException {
    var line = out.readLine();
    while (line != null && !line.endsWith(end)) {
      line = out.readLine();
    }
    assertThat(line).endsWith(end);
  }
}
