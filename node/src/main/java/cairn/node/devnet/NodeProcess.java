package cairn.node.devnet;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The process of a node, which outlives the one that has started it. */
final class NodeProcess {
  /** Options of the JVM that {@code ./cairn} would start a node with, one a line. */
  private static final String OPTIONS = "CAIRN_NODE_JVM";

  private static final List<String> USUAL_OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC");

  /** Several nodes share a machine, and their chain is small. */
  private static final List<String> SMALL = List.of("-Xmx256m", "-Xmn96m");

  /**
   * The process writes its number before it becomes the node, so that there is no node without.
   * What the terminal sends to all is not for it.
   */
  private static final String DETACHED =
      "echo $$ >\"$1\" && shift && trap '' INT HUP && exec \"$@\"";

  /** Where Linux has a directory for each process. */
  private static final Path PROCESSES = Path.of("/proc");

  /** Begins the argument that says whose process it is, for the shell and then for the JVM. */
  private static final String MARK = "-Dcairn.process=";

  /** Elsewhere by so much the times of a process and of its file may differ. */
  private static final Duration NEAR = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;

  NodeProcess(Path directory) {
    this.directory = directory;
  }

  private Path idFile() {
    return directory.resolve("process");
  }

  /** What the JVM says rather than the node. */
  Path output() {
    return directory.resolve("output");
  }

  /** Empty if it does not run. A number that has gone to another process meanwhile is not it. */
  Optional<ProcessHandle> find() throws IOException {
    try {
      var id = Files.readString(idFile()).strip();
      return id.matches("[1-9][0-9]{0,17}")
          ? ProcessHandle.of(Long.parseLong(id)).filter(ProcessHandle::isAlive).filter(this::isIt)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * By its arguments, which name its directory; where the system has none of it, as it ends or as
   * the system is another, by its time.
   */
  private boolean isIt(ProcessHandle process) {
    try {
      var arguments = arguments(process.pid());
      return arguments.isEmpty()
          ? isNear(process.info().startInstant(), Files.getLastModifiedTime(idFile()).toInstant())
          : arguments.contains(MARK + directory);
    } catch (IOException e) {
      return false; // it has just ended, or is another user's
    }
  }

  private static List<String> arguments(long id) throws IOException {
    if (!Files.exists(PROCESSES.resolve("self"))) {
      return List.of();
    }
    var line = Files.readAllBytes(PROCESSES.resolve(Long.toString(id)).resolve("cmdline"));
    return line.length == 0
        ? List.of()
        : Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0", -1));
  }

  private static boolean isNear(Optional<Instant> started, Instant written) {
    return started.isEmpty() || Duration.between(started.get(), written).abs().compareTo(NEAR) < 0;
  }

  /**
   * Starts it.
   *
   * @param arguments as {@code ./cairn} takes them
   */
  void start(List<String> arguments) throws IOException {
    var command = new ArrayList<>(List.of("sh", "-c", DETACHED, "sh", idFile().toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var options = System.getenv(OPTIONS);
    command.addAll(options == null ? USUAL_OPTIONS : options.lines().toList());
    command.addAll(SMALL);
    command.add(MARK + directory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "cairn.node.Main"));
    command.addAll(arguments);
    new ProcessBuilder(command)
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(output().toFile())
        .start();
  }

  /** Asks it to stop, and waits; who does not is killed. */
  void stop() throws IOException, DevnetException {
    var found = find();
    if (found.isEmpty()) {
      return;
    }
    var process = found.get();
    process.destroy();
    if (!hasEnded(process)) {
      process.destroyForcibly();
      if (!hasEnded(process)) {
        throw new DevnetException(
            "process %d in %s does not end".formatted(process.pid(), directory));
      }
    }
  }

  private static boolean hasEnded(ProcessHandle process) throws DevnetException {
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DevnetException("interrupted");
    } catch (ExecutionException e) {
      throw new DevnetException(Objects.toString(e.getCause()));
    }
  }

  /** The last line of what it has said; empty if it has said nothing. */
  String lastWords() throws IOException {
    return Files.exists(output())
        ? Files.readAllLines(output()).stream().reduce("", (_, line) -> line)
        : "";
  }
}
