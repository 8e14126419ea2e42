package cairn.primitives;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official test vectors, read from the directory that the system property {@code cairn.vectors}
 * names, from the project's root if it is relative. Where that directory, or every file of a name,
 * is missing, the calling test is skipped.
 *
 * <p>A name is a folder, a stem and an extension: {@code "core", "script_tests", ".json"} stands
 * for every {@code core/script_tests*.json}, plain or with {@code .gz} after it. A stem that ends
 * in a digit is not followed by another, so {@code bip32} is not {@code bip324}.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> hashesAsCoreDoes() {
 *   return Vectors.json("core", "sighash", file -> file.valueStream().skip(1).map(row ->
 *       dynamicTest(row.get(4).asString(), () -> assertThat(...))));
 * }
 * }</pre>
 */
public final class Vectors {
  private static final JsonMapper JSON = new JsonMapper();

  private Vectors() {}

  /** One line of a table. */
  public record Row(Map<String, String> cells) {
    /** The text in a column, perhaps empty. */
    public String get(String column) {
      var cell = cells.get(column);
      if (cell == null) {
        throw new IllegalArgumentException("no column " + column + " among " + cells.keySet());
      }
      return cell;
    }

    /** The bytes that a column gives in hex. */
    public Bytes bytes(String column) {
      return Bytes.fromHex(get(column));
    }

    @Override
    public String toString() {
      return cells.values().toString();
    }
  }

  /**
   * One container for each JSON file of the name, with the tests that {@code tests} finds in it.
   */
  public static Stream<DynamicNode> json(
      String folder, String stem, Function<JsonNode, Stream<? extends DynamicNode>> tests) {
    return each(folder, stem, ".json", file -> tests.apply(json(file)));
  }

  /** As {@link #json}, with a test of each row of the list called {@code list}. */
  public static Stream<DynamicNode> rows(
      String folder, String stem, String list, Function<JsonNode, DynamicNode> test) {
    return json(folder, stem, file -> file.get(list).valueStream().map(test));
  }

  /** One container for each CSV file of the name, with a test of each row, by column name. */
  public static Stream<DynamicNode> csv(
      String folder, String stem, Function<Row, ? extends DynamicNode> test) {
    return each(folder, stem, ".csv", file -> csv(file).stream().map(test));
  }

  /** One container for each file of the name, with the tests that {@code tests} finds in it. */
  public static Stream<DynamicNode> each(
      String folder,
      String stem,
      String extension,
      Function<Path, Stream<? extends DynamicNode>> tests) {
    return files(folder, stem, extension).stream()
        .map(file -> dynamicContainer(file.getFileName().toString(), tests.apply(file)));
  }

  /** Every file of the name, in alphabetical order; if there is none, the test is skipped. */
  public static List<Path> files(String folder, String stem, String extension) {
    return find(folder, 1, stem, extension);
  }

  /** As {@link #files}, and also those in the folders inside {@code folder}. */
  public static List<Path> tree(String folder, String stem, String extension) {
    return find(folder, Integer.MAX_VALUE, stem, extension);
  }

  private static List<Path> find(String folder, int depth, String stem, String extension) {
    var directory = directory().resolve(folder);
    if (!Files.isDirectory(directory)) {
      return abort("no folder of test vectors at " + directory);
    }
    try (var entries = Files.walk(directory, depth)) {
      var files =
          entries
              .filter(file -> isNamed(file.getFileName().toString(), stem, extension))
              .sorted()
              .toList();
      return files.isEmpty()
          ? abort("no test vectors " + directory.resolve(stem) + "*" + extension)
          : files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One file by its path below the directory, or that with {@code .gz}; if absent, skips. */
  public static Path file(String path) {
    var plain = directory().resolve(path);
    var zipped = directory().resolve(path + ".gz");
    if (Files.exists(plain)) {
      return plain;
    }
    return Files.exists(zipped) ? zipped : abort("no test vectors at " + plain);
  }

  /** What the file holds, unzipped if its name ends in {@code .gz}. */
  public static Bytes bytes(Path file) {
    try (var in = Files.newInputStream(file)) {
      boolean zipped = file.toString().endsWith(".gz");
      return Bytes.wrap(zipped ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file as text in UTF-8. */
  public static String text(Path file) {
    return new String(bytes(file).toArray(), StandardCharsets.UTF_8);
  }

  /** The file as lines of text. */
  public static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  /** The file as JSON. */
  public static JsonNode json(Path file) {
    return JSON.readTree(text(file));
  }

  /** The rows of a CSV file, whose first line names the columns. */
  public static List<Row> csv(Path file) {
    return table(file, ',');
  }

  /** As {@link #csv(Path)}, with another separator between cells. */
  public static List<Row> table(Path file, char separator) {
    var lines = lines(file);
    var names = cells(lines.getFirst(), separator);
    return lines.stream().skip(1).map(line -> row(names, cells(line, separator))).toList();
  }

  private static Path directory() {
    var name = System.getProperty("cairn.vectors", "");
    if (name.isEmpty()) {
      return abort("no test vectors: the system property cairn.vectors is not set");
    }
    var directory = Path.of(System.getProperty("cairn.root", "")).resolve(name);
    return Files.isDirectory(directory) ? directory : abort("no test vectors at " + directory);
  }

  private static boolean isNamed(String name, String stem, String extension) {
    if (!name.startsWith(stem)
        || !(name.endsWith(extension) || name.endsWith(extension + ".gz"))
        || name.length() < stem.length() + extension.length()) {
      return false;
    }
    boolean numbered = !stem.isEmpty() && Character.isDigit(stem.charAt(stem.length() - 1));
    return !numbered || !Character.isDigit(name.charAt(stem.length()));
  }

  private static Row row(List<String> names, List<String> cells) {
    if (names.size() != cells.size()) {
      throw new IllegalArgumentException(names.size() + " columns, but a row is " + cells);
    }
    var row = new LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      row.put(names.get(i), cells.get(i));
    }
    return new Row(row);
  }

  /** Splits a line; a cell in double quotes may hold the separator, and a quote as two. */
  private static List<String> cells(String line, char separator) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
