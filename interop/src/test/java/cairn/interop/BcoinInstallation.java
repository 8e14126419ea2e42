package cairn.interop;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** bcoin, as npm installs it: once, for all tests. */
final class BcoinInstallation {
  private static final Path SOURCE = Path.of("src/test/bcoin");
  private static final Path TARGET = Path.of("target/bcoin").toAbsolutePath();
  private static final Path OUTPUT = TARGET.resolve("npm.log");
  private static final String LOCK = "package-lock.json";
  private static final int PATIENCE_MINUTES = 5;

  private static boolean tried;

  /** What is in the way, once it was tried. */
  private static Optional<String> obstacle = Optional.empty();

  private BcoinInstallation() {}

  /**
   * Where bcoin is; installs it if need be. Where that cannot be done the test is skipped; it fails
   * if {@code -Dcairn.interop=required}.
   */
  static synchronized Path directory() throws IOException {
    if (!tried) {
      obstacle = install();
      tried = true;
    }
    obstacle.ifPresent(why -> {
      var message = "bcoin is not tested with: " + why;
      if (System.getProperty("cairn.interop", "").equals("required")) {
        fail(message);
      }
      abort(message);
    });
    return TARGET;
  }

  /** What is in the way; empty if it is installed. */
  private static Optional<String> install() throws IOException {
    Files.createDirectories(TARGET);
    for (var program : List.of("node", "npm")) {
      if (!runs(List.of(program, "--version"))) {
        return Optional.of("there is no '" + program + "' that runs (Node.js)");
      }
    }
    var done = TARGET.resolve("node_modules").resolve(LOCK);
    boolean isNew = Files.exists(done) && Files.mismatch(done, SOURCE.resolve(LOCK)) == -1;
    for (var file : List.of("package.json", LOCK, ".npmrc", "start.js")) {
      var to = TARGET.resolve(file);
      Files.copy(SOURCE.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!isNew) {
      if (!runs(List.of("npm", "ci"))) {
        return Optional.of("'npm ci' fails, see " + OUTPUT);
      }
      Files.copy(SOURCE.resolve(LOCK), done);
    }
    return Optional.empty();
  }

  private static boolean runs(List<String> command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(TARGET.toFile())
              .redirectErrorStream(true)
              .redirectOutput(OUTPUT.toFile())
              .start();
    } catch (IOException e) {
      Files.writeString(OUTPUT, e.toString());
      return false;
    }
    try {
      return process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroy();
    }
  }
}
