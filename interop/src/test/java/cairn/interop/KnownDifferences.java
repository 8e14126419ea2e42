package cairn.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docs/rpc-differences.md lists, with the reason for each. */
final class KnownDifferences {
  private static final Path LIST =
      Path.of(System.getProperty("cairn.root"), "docs", "rpc-differences.md");

  private static final Pattern ROW = Pattern.compile("\\| `(\\S+)` \\| `(\\S+)` \\|");

  private KnownDifferences() {}

  /** The first two columns of the page's table. */
  static List<Differences.Place> listed() throws IOException {
    try (var lines = Files.lines(LIST)) {
      return lines
          .map(ROW::matcher)
          .filter(Matcher::lookingAt)
          .map(row -> new Differences.Place(row.group(1), row.group(2)))
          .toList();
    }
  }
}
