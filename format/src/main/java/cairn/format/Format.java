package cairn.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Holds every Java file of the tree against google-java-format, all modules in one run.
 *
 * <p>It is a program, not a Maven plugin, because the formatter parses with the compiler of the JDK
 * that it runs on, and Maven itself may run on one that does not know our Java yet.
 */
final class Format {
  private Format() {}

  /**
   * Takes {@code check}, which names the files that are laid out differently and ends with status 1
   * if there are any, or {@code apply}, which rewrites them; then the root of the tree.
   */
  public static void main(String[] args) throws IOException {
    var mode = args[0];
    var files = sources(Path.of(args[1]).toRealPath());
    int status =
        switch (mode) {
          case "check" -> run(List.of("--dry-run", "--set-exit-if-changed"), files);
          case "apply" -> run(List.of("--replace"), files);
          default -> throw new IllegalArgumentException("check or apply, not " + mode);
        };
    if (status != 0 && mode.equals("check")) {
      System.out.println("The files above are not formatted: mvn -pl format verify -Dformat=apply");
    }
    System.exit(status);
  }

  private static int run(List<String> options, List<String> files) {
    var arguments = Stream.concat(options.stream(), files.stream()).toArray(String[]::new);
    return ToolProvider.findFirst("google-java-format")
        .orElseThrow()
        .run(System.out, System.err, arguments);
  }

  /** The Java files of every module's {@code src} directory, and every sample's. */
  private static List<String> sources(Path root) throws IOException {
    try (var modules = Files.list(root);
        var samples = Files.list(root.resolve("samples"))) {
      return Stream.concat(modules, samples)
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .sorted()
          .toList();
    }
  }

  private static Stream<String> javaFiles(Path directory) {
    try (var files = Files.walk(directory)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
