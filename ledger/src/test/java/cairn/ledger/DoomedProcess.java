package cairn.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A program that works on a directory until it is killed, as if by a power failure. */
public final class DoomedProcess {
  private DoomedProcess() {}

  /**
   * Runs {@code program}, which never ends by itself, and kills it.
   *
   * @param begun how the line ends that it prints when it is worth while
   * @param millis when it is killed, after that line
   */
  public static void runAndKill(Class<?> program, Path directory, String begun, int millis)
      throws Exception {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line;
      do {
        line = Objects.requireNonNull(out.readLine(), "it ended by itself");
      } while (!line.endsWith(begun));
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
