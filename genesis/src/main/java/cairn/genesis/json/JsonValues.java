package cairn.genesis.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON as Java's own types: a {@code Map} in the order of the text, a {@code List}, a {@code
 * String}, an {@code Integer}, {@code Long}, {@code BigInteger} or {@code BigDecimal}, a {@code
 * Boolean}, or null.
 *
 * <p>It reads Jackson's tokens rather than its trees because a node reads its network before it
 * does anything else, and a wallet's commands ask little: the tree model takes longer to load than
 * all the rest of that.
 */
public final class JsonValues {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonValues() {}

  /**
   * The one value that {@code text} is.
   *
   * @throws JsonException if it is none, or has two fields of a name
   */
  public static @Nullable Object parse(String text) throws JsonException {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new JsonException("empty");
      }
      var value = value(parser);
      if (parser.nextToken() != null) {
        throw failure(parser.currentTokenLocation(), "something follows its end");
      }
      return value;
    } catch (JacksonException e) {
      throw failure(e.getLocation(), e.getOriginalMessage());
    }
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          fields.put(name, value(parser));
        }
        yield fields;
      }
      case START_ARRAY -> {
        var elements = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("unexpected " + parser.currentToken());
    };
  }

  /**
   * @param at null where it is not a place that is wrong, but a limit of the parser that is passed
   */
  private static JsonException failure(@Nullable TokenStreamLocation at, String problem) {
    var place =
        at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
    // What is not closed began at a place that the parser only writes out for files it knows.
    var known = problem.replaceFirst(" \\(start marker at .*", "");
    return new JsonException("not JSON: " + place + known);
  }
}
