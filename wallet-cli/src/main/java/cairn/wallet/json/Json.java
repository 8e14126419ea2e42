package cairn.wallet.json;

import cairn.genesis.json.JsonException;
import cairn.genesis.json.JsonValues;
import cairn.wallet.WalletException;
import cairn.wallet.WalletException.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON that came from elsewhere. What is asked for and not there is null; what is there
 * and of another kind than asked for is a {@link WalletException}.
 *
 * @param value as {@link JsonValues} has it
 * @param kind of the exceptions: what it means if this is not what was expected
 */
public record Json(@Nullable Object value, Kind kind) {
  /**
   * Reads a text that is one value.
   *
   * @throws WalletException if it is not
   */
  public static Json parse(String text) throws WalletException {
    return parse(text, Kind.FAILED);
  }

  /** As {@link #parse(String)}; {@code kind} is that of all exceptions. */
  public static Json parse(String text, Kind kind) throws WalletException {
    try {
      return new Json(JsonValues.parse(text), kind);
    } catch (JsonException e) {
      throw new WalletException(kind, e.problem());
    }
  }

  /** Nothing, where a node should have said something. */
  public static Json missing() {
    return new Json(null, Kind.NO_NODE);
  }

  public boolean isNull() {
    return value == null;
  }

  /** A field of an object; null where there is none. */
  public Json get(String name) throws WalletException {
    return value == null ? this : new Json(fields().get(name), kind);
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
      return items.stream().map(item -> new Json(item, kind)).toList();
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
    return switch (value) {
      case BigDecimal number -> number;
      case Number number -> new BigDecimal(number.toString());
      case null, default -> throw unexpected("a number");
    };
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
    return new WalletException(
        kind,
        kind == Kind.NO_NODE
            ? "the node answers with " + shown + " where " + wanted + " belongs"
            : "in JSON there is not " + wanted + " but " + shown);
  }
}
