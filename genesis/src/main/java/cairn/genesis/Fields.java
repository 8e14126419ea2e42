package cairn.genesis;

import cairn.primitives.BlockHash;
import cairn.primitives.Script;
import cairn.primitives.Target;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one JSON object, each to be asked for by name and range, and then {@link #end} to
 * find those that nobody asked for. Not thread-safe.
 */
final class Fields {
  /** What the text of a hash should be. */
  static final String HASH = "64 hex digits";

  private static final int LONGEST_QUOTE = 80;

  private final JsonNode object;
  private final String path;
  private final Set<String> unread;

  private Fields(JsonNode object, String path) {
    this.object = object;
    this.path = path;
    this.unread = new LinkedHashSet<>(object.propertyNames());
  }

  /**
   * The fields of {@code node}.
   *
   * @param path where it stands in its file; empty for the outermost
   */
  static Fields of(JsonNode node, String path) throws NetworkFormatException {
    if (!node.isObject()) {
      throw mismatch(path, "an object", node);
    }
    return new Fields(node, path);
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
    return object.has(name);
  }

  /** Every name that is here, for an object that is a map; they count as asked for. */
  Set<String> names() {
    unread.clear();
    return new LinkedHashSet<>(object.propertyNames());
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

  /** As {@link #text}, or null where there is no such field. */
  <T> @Nullable T optionalText(String name, String expected, Parser<T> parser)
      throws NetworkFormatException {
    return has(name) ? text(name, expected, parser) : null;
  }

  boolean bool(String name) throws NetworkFormatException {
    var expected = "true or false";
    var node = get(name, expected);
    if (!node.isBoolean()) {
      throw mismatch(pathOf(name), expected, node);
    }
    return node.booleanValue();
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
    var node = get(name, expected.toString());
    for (var word : words) {
      if (node.isString() && node.stringValue().equals(word.text)) {
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
    var node = get(name, expected);
    if (!node.isNumber() || !(node.doubleValue() >= 0) || Double.isInfinite(node.doubleValue())) {
      throw mismatch(pathOf(name), expected, node);
    }
    return node.doubleValue();
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

  private JsonNode get(String name, String expected) throws NetworkFormatException {
    unread.remove(name);
    var node = object.get(name);
    if (node == null) {
      throw problem(name, "missing; expected " + expected);
    }
    return node;
  }

  private JsonNode array(String name, String expected) throws NetworkFormatException {
    var node = get(name, expected);
    if (!node.isArray()) {
      throw mismatch(pathOf(name), expected, node);
    }
    return node;
  }

  private long number(String name, long min, long max, String expected)
      throws NetworkFormatException {
    var node = get(name, expected);
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < min
        || node.longValue() > max) {
      throw mismatch(pathOf(name), expected, node);
    }
    return node.longValue();
  }

  private static <T> T parse(JsonNode node, String path, String expected, Parser<T> parser)
      throws NetworkFormatException {
    if (!node.isString()) {
      throw mismatch(path, expected, node);
    }
    try {
      return parser.parse(node.stringValue());
    } catch (IllegalArgumentException e) {
      throw mismatch(path, expected, node);
    }
  }

  private String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static NetworkFormatException mismatch(String path, String expected, JsonNode found) {
    var text = found.isObject() ? "an object" : found.isArray() ? "an array" : found.toString();
    var quote = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    return new NetworkFormatException(path, "expected " + expected + ", found " + quote);
  }
}
