package cairn.rpc.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the command line makes of the arguments of one method, by the table in {@code
 * conversions.txt}. Immutable.
 */
final class Conversions {
  private final List<Conversion> conversions;

  private Conversions(List<Conversion> conversions) {
    this.conversions = List.copyOf(conversions);
  }

  /** What an argument is handed on as. */
  enum Format {
    JSON,
    STRING,
    /** JSON if it can be read as such, else a string. */
    EITHER
  }

  /** What becomes of the argument at a place, or with a name. */
  record Conversion(int place, String name, Format format) {
    private static Conversion parse(String text) {
      var parts = text.split(":", -1);
      var format =
          switch (parts.length < 3 ? "" : parts[2]) {
            case "" -> Format.JSON;
            case "string" -> Format.STRING;
            case "either" -> Format.EITHER;
            default -> throw new IllegalArgumentException(text);
          };
      return new Conversion(Integer.parseInt(parts[0]), parts[1], format);
    }
  }

  /** Those of {@code method}; none if the table does not have it. */
  static Conversions of(String method) {
    var found = new ArrayList<Conversion>();
    for (var words : table()) {
      if (words.getFirst().equals(method)) {
        words.subList(1, words.size()).stream().map(Conversion::parse).forEach(found::add);
      }
    }
    return new Conversions(found);
  }

  /** The lines of the table, in words: a method, then its arguments. */
  static List<List<String>> table() {
    var stream = Conversions.class.getResourceAsStream("conversions.txt");
    var in = new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.US_ASCII);
    try (var lines = new BufferedReader(in)) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(" ", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Conversion> all() {
    return conversions;
  }

  Optional<Conversion> at(int place) {
    return conversions.stream().filter(conversion -> conversion.place() == place).findFirst();
  }

  Optional<Conversion> named(String name) {
    return conversions.stream().filter(conversion -> conversion.name().equals(name)).findFirst();
  }
}
