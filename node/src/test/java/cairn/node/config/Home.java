package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A data directory for tests.
 *
 * @param directory exists
 */
record Home(Path directory) {
  /** Reads with this directory as {@code -datadir}, unless that is among the arguments. */
  NodeConfig read(String... arguments) throws ConfigException {
    var all = new ArrayList<>(List.of(arguments));
    if (all.stream().noneMatch(argument -> argument.startsWith("-datadir"))) {
      all.addFirst("-datadir=" + directory);
    }
    return ConfigReader.read(all, directory.resolve("default"));
  }

  void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  /**
   * Asserts that the arguments are refused.
   *
   * @param message in which {@code DIR} stands for this directory
   */
  void assertRefused(String message, String... arguments) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(arguments))
        .withMessage(message.replace("DIR", directory.toString()));
  }

  /** The arguments of a command line without quotes. */
  static String[] split(String arguments) {
    return arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
  }

  static List<String> texts(NodeConfig config, Notice.Kind kind) {
    return config.notices().stream()
        .filter(notice -> notice.kind() == kind)
        .map(Notice::text)
        .toList();
  }
}
