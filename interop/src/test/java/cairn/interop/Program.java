package cairn.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own, which ends when it is closed. */
final class Program implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  /**
   * Starts a program.
   *
   * @param output where to write what it prints
   * @param environment besides this process's own
   */
  static Program start(Path output, Map<String, String> environment, List<String> command)
      throws IOException {
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Program(builder.start());
  }

  long id() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
