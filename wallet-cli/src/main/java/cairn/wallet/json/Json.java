package cairn.wallet.json;

import cairn.wallet.WalletException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A value of JSON that came from elsewhere. What is asked for and not there is null; what is there
 * and of another kind than asked for is a {@link WalletException}.
 *
 * <p>It is read by Jackson's tokens: the tree model takes longer to load than most commands take.
 *
 * @param value a {@code Map}, a {@code List}, a {@code String}, a {@code BigDecimal}, a {@code
 *     Boolean}, or null
 */
public record Json(@Nullable Object value) {
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * Reads a text that is one value.
   *
   * @throws WalletException if it is not
   */
  public static Json parse(String text) throws WalletException {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw WalletException.failed("JSON was expected, and nothing is there");
      }
      var value = new Json(value(parser));
      if (parser.nextToken() != null) {
        throw WalletException.failed("something follows the end of JSON");
      }
      return value;
    } catch (JacksonException e) {
      throw WalletException.failed("not JSON: " + e.getOriginalMessage());
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
        var items = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getString();
    };
  }

  public boolean isNull() {
    return value == null;
  }

  /** A field of an object; null where there is none. */
  public Json get(String name) throws WalletException {
    return value == null ? this : new Json(fields().get(name));
  }

  /** The names of an object's fields. */
  @SuppressWarnings("unchecked") // their names are strings
  public Set<String> names() throws WalletException {
    return (Set<String>) fields().keySet();
  }

  private Map<?, ?> fields() throws WalletException {
    if (value instanceof Map<?, ?> fields) {
      return fields;
    }
    throw unexpected("an object");
  }

  /** The elements of an array. */
  public List<Json> items() throws WalletException {
    if (value instanceof List<?> items) {
      return items.stream().map(Json::new).toList();
    }
    throw unexpected("an array");
  }

  public String text() throws WalletException {
    if (value instanceof String text) {
      return text;
    }
    throw unexpected("a string");
  }

  /** The string that it is, unless it is null. */
  public Optional<String> optionalText() throws WalletException {
    return value == null ? Optional.empty() : Optional.of(text());
  }

  public BigDecimal decimal() throws WalletException {
    if (value instanceof BigDecimal number) {
      return number;
    }
    throw unexpected("a number");
  }

  /** A number without a fraction, of 64 bits. */
  public long integer() throws WalletException {
    try {
      return decimal().longValueExact();
    } catch (ArithmeticException e) {
      throw unexpected("an integer");
    }
  }

  /** Whether it is true; null is not. */
  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  private WalletException unexpected(String wanted) {
    var text = value == null ? "nothing" : JsonText.of(value, false);
    var shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return WalletException.failed("in JSON there is not " + wanted + " but " + shown);
  }
}
