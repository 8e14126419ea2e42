package cairn.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A copy of the launcher in a small tree of its own, with a JDK and a Maven that only write down
 * how they were called. So a launch takes milliseconds and needs nothing of the machine but a
 * shell.
 */
final class Tree {
  private static final Path SCRIPT = Path.of("..", "cairn");

  /** Says whom it runs as, what its options are and what it found in its environment. */
  private static final String JAVA =
      """
      #!/usr/bin/env bash
      case "$*" in
        *AOTCacheOutput=*)
          echo trained >>"$0.runs"
          [ ! -e "$0.untrainable" ] || exit 1
          for option in "$@"; do
            case $option in -XX:AOTCacheOutput=*) echo cache >"${option#*=}" ;; esac
          done
          ;;
        *)
          printf 'pid=%s\\n' "$$"
          printf 'java=%s\\n' "$0"
          printf 'tool options=%s\\n' "${JAVA_TOOL_OPTIONS-none}"
          printf '%s\\n' "$@"
          exit "${FAKE_STATUS:-0}"
          ;;
      esac
      """;

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo built >>"$0.runs"
      if [ -e "$0.broken" ]; then
        echo 'node/Main.java: does not compile'
        exit 1
      fi
      for option in "$@"; do
        case $option in -Dcairn.lib=*) lib=${option#*=} ;; esac
      done
      mkdir -p "$lib"
      : >"$lib/a.jar"
      : >"$lib/b.jar"
      """;

  final Path root;
  final Path bin;
  final Path jdk;
  final Path sources;
  final Path source;

  private Tree(Path directory) throws IOException {
    root = Files.createDirectories(directory.resolve("a tree"));
    bin = Files.createDirectory(directory.resolve("bin"));
    sources = Files.createDirectories(root.resolve("node/src/main/java"));
    source = Files.createFile(sources.resolve("Main.java"));
    Files.createFile(root.resolve("pom.xml"));
    Files.createFile(root.resolve("node/pom.xml"));
    for (var file : List.of(root.resolve("pom.xml"), root.resolve("node/pom.xml"), source)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
    executable(root.resolve("cairn"), Files.readString(SCRIPT));
    executable(bin.resolve("mvn"), MAVEN);
    jdk = jdk(directory.resolve("jdk"), "25.0.3+9");
  }

  static Tree in(Path directory) throws IOException {
    return new Tree(directory);
  }

  /** What a process left behind. */
  record Outcome(long pid, int status, List<String> out, List<String> err) {
    /** What follows {@code key=} in the output. */
    String value(String key) {
      return out.stream()
          .filter(line -> line.startsWith(key + "="))
          .map(line -> line.substring(key.length() + 1))
          .findFirst()
          .orElseThrow();
    }
  }

  /** A JDK that writes down how it is called, of this version, at {@code home}. */
  static Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    executable(home.resolve("bin/java"), JAVA);
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\"%s\"\n".formatted(version));
    return home;
  }

  static void executable(Path file, String content) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Launches with {@link #jdk} as JAVA_HOME, and waits. */
  Outcome launch(String... arguments) throws IOException {
    return launch(root.resolve("cairn"), Map.of(), arguments);
  }

  Outcome launch(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    return await(start(script, environment, arguments));
  }

  Process start(Path script, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(script.toString());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(bin.toFile());
    builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Outcome await(Process process) {
    try {
      var out = process.inputReader().readAllLines();
      var err = process.errorReader().readAllLines();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new AssertionError("the launcher does not end");
      }
      return new Outcome(process.pid(), process.exitValue(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** How often Maven has been called. */
  int builds() throws IOException {
    return lines(bin.resolve("mvn.runs"));
  }

  /** How often the JVM has been asked for an AOT cache. */
  int trainings() throws IOException {
    return lines(jdk.resolve("bin/java.runs"));
  }

  private static int lines(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  /** Makes {@code file} newer than every build so far. */
  static void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
  }
}
