package cairn.node.config;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The computer that the node runs on, as far as options depend on it.
 *
 * @param openFiles how many files and connections a program may have open; empty if that is not
 *     known
 */
record LocalHost(Resolver resolver, OptionalInt openFiles) {
  /** Linux says there what this process may. A JVM has made as much of it as it could. */
  private static final Path LIMITS = Path.of("/proc/self/limits");

  private static final Pattern OPEN_FILES =
      Pattern.compile("Max open files +([0-9]+|unlimited) .*");

  /** Looks up names. */
  interface Resolver {
    InetAddress[] resolve(String name) throws IOException;
  }

  static LocalHost real() {
    return new LocalHost(InetAddress::getAllByName, openFiles(LIMITS));
  }

  static OptionalInt openFiles(Path limits) {
    try (var lines = Files.lines(limits)) {
      return lines
          .map(OPEN_FILES::matcher)
          .filter(matcher -> matcher.matches() && !matcher.group(1).equals("unlimited"))
          .mapToInt(matcher ->
              (int) Math.min(Numbers.leadingInteger(matcher.group(1)), Integer.MAX_VALUE))
          .findFirst();
    } catch (IOException e) {
      return OptionalInt.empty(); // another system
    }
  }
}
