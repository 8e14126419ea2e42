package cairn.wallet.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON. */
public final class JsonText {
  /** Amounts in bitcoin have eight. */
  private static final int PLAIN_DIGITS = 30;

  private final StringBuilder text = new StringBuilder();
  private final boolean indented;

  private JsonText(boolean indented) {
    this.indented = indented;
  }

  /**
   * The text of a value: of maps, lists, strings, numbers, booleans and null; of anything else, its
   * {@code toString} as a string.
   *
   * @param indented whether on several lines
   */
  public static String of(@Nullable Object value, boolean indented) {
    var writer = new JsonText(indented);
    writer.write(value, 0);
    return writer.text.toString();
  }

  private void write(@Nullable Object value, int level) {
    switch (value) {
      case null -> text.append("null");
      case Json(var inner, _) -> write(inner, level);
      case Map<?, ?> fields -> writeObject(fields, level);
      case List<?> items -> writeArray(items, level);
      case BigDecimal number -> text.append(isPlain(number) ? number.toPlainString() : number);
      case Boolean flag -> text.append(flag.booleanValue());
      case Number number -> text.append(number);
      default -> writeString(value.toString());
    }
  }

  /** Whether a number is shorter without an exponent, or not much longer. */
  private static boolean isPlain(BigDecimal number) {
    return Math.abs((long) number.scale()) <= PLAIN_DIGITS;
  }

  private void writeObject(Map<?, ?> fields, int level) {
    text.append('{');
    boolean first = true;
    for (var field : fields.entrySet()) {
      next(first, level + 1);
      first = false;
      writeString(String.valueOf(field.getKey()));
      text.append(indented ? ": " : ":");
      write(field.getValue(), level + 1);
    }
    end(fields.isEmpty(), level);
    text.append('}');
  }

  private void writeArray(List<?> items, int level) {
    text.append('[');
    boolean first = true;
    for (var item : items) {
      next(first, level + 1);
      first = false;
      write(item, level + 1);
    }
    end(items.isEmpty(), level);
    text.append(']');
  }

  private void next(boolean first, int level) {
    if (!first) {
      text.append(',');
    }
    line(level);
  }

  private void end(boolean empty, int level) {
    if (!empty) {
      line(level);
    }
  }

  private void line(int level) {
    if (indented) {
      text.append('\n').repeat("  ", level);
    }
  }

  private void writeString(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '\r' -> text.append("\\r");
        default -> {
          if (Character.isISOControl(c) || Character.isSurrogate(c)) {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
