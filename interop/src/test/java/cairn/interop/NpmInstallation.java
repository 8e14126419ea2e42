package cairn.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of others, as npm installs them: once, for all tests. Thread-safe. */
final class NpmInstallation {
  static final NpmInstallation BCOIN = new NpmInstallation("bcoin", "start.js");
  static final NpmInstallation CLIENTS = new NpmInstallation("clients", "day.js", "psbt.js");

  private static final String LOCK = "package-lock.json";
  private static final int PATIENCE_MINUTES = 5;

  private final String name;
  private final List<String> scripts;
  private final Path source;
  private final Path target;
  private final Path output;
  private boolean tried;

  /** What is in the way, once it was tried. */
  private Optional<String> obstacle = Optional.empty();

  private NpmInstallation(String name, String... scripts) {
    this.name = name;
    this.scripts = List.of(scripts);
    this.source = Path.of("src/test").resolve(name);
    this.target = Path.of("target").resolve(name).toAbsolutePath();
    this.output = target.resolve("npm.log");
  }

  /**
   * Where they are; installs them if need be. Where that cannot be done the test is skipped; it
   * fails if {@code -Dcairn.interop=required}.
   */
  synchronized Path directory() throws IOException {
    if (!tried) {
      obstacle = install();
      tried = true;
    }
    if (obstacle.isPresent()) {
      throw Missing.skip(name + " is not tested with: " + obstacle.get());
    }
    return target;
  }

  /** What is in the way; empty if they are installed. */
  private Optional<String> install() throws IOException {
    Files.createDirectories(target);
    for (var program : List.of("node", "npm")) {
      if (!runs(List.of(program, "--version"))) {
        return Optional.of("there is no '" + program + "' that runs (Node.js)");
      }
    }
    var done = target.resolve("node_modules").resolve(LOCK);
    boolean isNew = Files.exists(done) && Files.mismatch(done, source.resolve(LOCK)) == -1;
    var files = new ArrayList<>(List.of("package.json", LOCK, ".npmrc"));
    files.addAll(scripts);
    for (var file : files) {
      var to = target.resolve(file);
      Files.copy(source.resolve(file), to, StandardCopyOption.REPLACE_EXISTING);
    }
    if (!isNew) {
      if (!runs(List.of("npm", "ci"))) {
        return Optional.of("'npm ci' fails, see " + output);
      }
      Files.copy(source.resolve(LOCK), done);
    }
    return Optional.empty();
  }

  private boolean runs(List<String> command) throws IOException {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(target.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      Files.writeString(output, e.toString());
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
