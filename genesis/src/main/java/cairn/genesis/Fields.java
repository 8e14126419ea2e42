package cairn.genesis;

import cairn.primitives.BlockHash;
import cairn.primitives.Script;
import cairn.primitives.Target;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, each to be asked for by name and range, and then {@link #end} to
 * find those that nobody asked for. Not thread-safe.
 */
final class Fields {
  /** What the text of a hash should be. */
  static final String HASH = "64 hex digits";

  private static final int LONGEST_QUOTE = 80;

  private final Map<?, ?> object;
  private final String path;
  private final Set<String> unread;

  private Fields(Map<?, ?> object, String path) {
    this.object = object;
    this.path = path;
    this.unread = names();
  }

  /**
   * The fields of {@code value}, which {@link Json} has read.
   *
   * @param path where it stands in its file; empty for the outermost
   */
  static Fields of(@Nullable Object value, String path) throws NetworkFormatException {
    if (value instanceof Map<?, ?> object) {
      return new Fields(object, path);
    }
    throw mismatch(path, "an object", value);
  }

  /** Turns a text into a value. */
  @FunctionalInterface
  interface Parser<T> {
    /**
     * What {@code text} stands for.
     *
     * @throws IllegalArgumentException if that is no such value
     */
    T parse(String text);
  }

  boolean has(String name) {
    return object.containsKey(name);
  }

  /** Every name that is here, for an object whose names are data. */
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    object.keySet().forEach(name -> names.add((String) name));
    return names;
  }

  /** What the name of a field itself stands for. */
  <T> T nameAs(String name, String expected, Parser<T> parser) throws NetworkFormatException {
    try {
      return parser.parse(name);
    } catch (IllegalArgumentException e) {
      throw problem(name, "expected " + expected + " as the field's name");
    }
  }

  Fields object(String name) throws NetworkFormatException {
    return of(get(name, "an object"), pathOf(name));
  }

  /** An array of objects. */
  List<Fields> objects(String name) throws NetworkFormatException {
    var objects = new ArrayList<Fields>();
    for (var element : array(name, "an array of objects")) {
      objects.add(of(element, pathOf(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  /** An array of texts, each of which stands for a {@code T}. */
  <T> List<T> texts(String name, String expected, Parser<T> parser) throws NetworkFormatException {
    var values = new ArrayList<T>();
    for (var element : array(name, "an array, each element " + expected)) {
      values.add(parse(element, pathOf(name) + "[" + values.size() + "]", expected, parser));
    }
    return values;
  }

  /** A text that stands for a {@code T}. */
  <T> T text(String name, String expected, Parser<T> parser) throws NetworkFormatException {
    return parse(get(name, expected), pathOf(name), expected, parser);
  }

  boolean bool(String name) throws NetworkFormatException {
    var expected = "true or false";
    var value = get(name, expected);
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw mismatch(pathOf(name), expected, value);
  }

  /** A block's name, as people write it. */
  BlockHash blockHash(String name) throws NetworkFormatException {
    return text(name, HASH, BlockHash::fromDisplay);
  }

  /** As {@link #blockHash}, or null where there is no such field. */
  @Nullable BlockHash optionalBlockHash(String name) throws NetworkFormatException {
    return has(name) ? blockHash(name) : null;
  }

  /** A script of a length that can be executed. */
  Script script(String name) throws NetworkFormatException {
    var expected = "hex digits, two a byte, of at most " + Script.MAX_LENGTH + " bytes";
    var script = text(name, expected, Script::fromHex);
    if (script.length() > Script.MAX_LENGTH) {
      throw problem(name, "expected " + expected + ", found " + script.length() + " bytes");
    }
    return script;
  }

  /** Zero or a positive 32-bit number in eight hex digits, the most significant first. */
  long uint32InHex(String name) throws NetworkFormatException {
    return text(
        name,
        "8 hex digits",
        hex -> {
          if (hex.length() != 8) {
            throw new IllegalArgumentException("not 8 digits");
          }
          return HexFormat.fromHexDigitsToLong(hex);
        });
  }

  /** A 256-bit number in 64 hex digits, the most significant first. */
  Target number256(String name) throws NetworkFormatException {
    return text(name, "64 hex digits", Target::fromHex);
  }

  /** A block's height. One less than the largest number, so that there is always a next one. */
  int height(String name) throws NetworkFormatException {
    return number(name, 0, Integer.MAX_VALUE - 1);
  }

  int port(String name) throws NetworkFormatException {
    return number(name, 1, 65_535);
  }

  /** A whole number between {@code min} and {@code max}. */
  int number(String name, int min, int max) throws NetworkFormatException {
    return (int) number(name, (long) min, max);
  }

  /** A whole number between {@code min} and {@code max}. */
  long number(String name, long min, long max) throws NetworkFormatException {
    return number(name, min, max, "a whole number from " + min + " to " + max);
  }

  /** A whole number between {@code min} and {@code max}, or one of two words for it. */
  long numberOr(String name, long min, long max, Word... words) throws NetworkFormatException {
    var expected = new StringBuilder("a whole number from " + min + " to " + max);
    for (var word : words) {
      expected.append(" or \"").append(word.text).append('"');
    }
    var value = get(name, expected.toString());
    for (var word : words) {
      if (word.text.equals(value)) {
        return word.number;
      }
    }
    return number(name, min, max, expected.toString());
  }

  /** A word that stands for a number out of range. */
  record Word(String text, long number) {}

  /** A number from zero to any size, with or without decimals. */
  double decimal(String name) throws NetworkFormatException {
    var expected = "a number from 0 on";
    var value = get(name, expected);
    if (value instanceof Number number
        && number.doubleValue() >= 0
        && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw mismatch(pathOf(name), expected, value);
  }

  /** Says that all fields have been asked for. */
  void end() throws NetworkFormatException {
    for (var name : unread) {
      throw problem(name, "there is no such field");
    }
  }

  /** The failure to throw for a field whose value is well-formed and wrong all the same. */
  NetworkFormatException problem(String name, String problem) {
    return new NetworkFormatException(pathOf(name), problem);
  }

  private @Nullable Object get(String name, String expected) throws NetworkFormatException {
    unread.remove(name);
    if (!has(name)) {
      throw problem(name, "missing; expected " + expected);
    }
    return object.get(name);
  }

  private List<?> array(String name, String expected) throws NetworkFormatException {
    var value = get(name, expected);
    if (value instanceof List<?> array) {
      return array;
    }
    throw mismatch(pathOf(name), expected, value);
  }

  private long number(String name, long min, long max, String expected)
      throws NetworkFormatException {
    var value = get(name, expected);
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw mismatch(pathOf(name), expected, value);
  }

  private static <T> T parse(@Nullable Object value, String path, String expected, Parser<T> parser)
      throws NetworkFormatException {
    if (value instanceof String text) {
      try {
        return parser.parse(text);
      } catch (IllegalArgumentException e) {
        throw mismatch(path, expected, value);
      }
    }
    throw mismatch(path, expected, value);
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static NetworkFormatException mismatch(
      String path, String expected, @Nullable Object found) {
    var quote =
        switch (found) {
          case null -> "null";
          case Map<?, ?> object -> "an object";
          case List<?> array -> "an array";
          case String text -> '"' + text + '"';
          default -> found.toString();
        };
    var shown = quote.length() <= LONGEST_QUOTE ? quote : quote.substring(0, LONGEST_QUOTE) + "...";
    return new NetworkFormatException(path, "expected " + expected + ", found " + shown);
  }
}
