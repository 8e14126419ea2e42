package cairn.node.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A data directory for tests.
 *
 * @param directory exists
 */
record Home(Path directory) {
  /** A computer that knows few names, and not what its limits are. */
  static final LocalHost QUIET = new LocalHost(Home::resolve, OptionalInt.empty());

  private static InetAddress[] resolve(String name) throws UnknownHostException {
    return switch (name) {
      case "proxy.example" -> new InetAddress[] {InetAddress.getByName("192.0.0.7")};
      case "nowhere.example" -> new InetAddress[0];
      default -> throw new UnknownHostException(name);
    };
  }

  /** Reads with this directory as {@code -datadir}, unless that is among the arguments. */
  NodeConfig read(String... arguments) throws ConfigException {
    return read(QUIET, arguments);
  }

  NodeConfig read(LocalHost host, String... arguments) throws ConfigException {
    var all = new ArrayList<>(List.of(arguments));
    if (all.stream().noneMatch(argument -> argument.startsWith("-datadir"))) {
      all.addFirst("-datadir=" + directory);
    }
    return ConfigReader.read(all, directory.resolve("default"), host);
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
