package cairn.node.config;

import tools.jackson.core.io.JsonStringEncoder;

/** What an option was set to, once. */
sealed interface Value {
  /** {@code -name=text}, or {@code -name}, which leaves the text empty. */
  record Text(String text) implements Value {}

  /** {@code -noname}. */
  record Negated() implements Value {}

  /**
   * {@code -noname=0}: not not.
   *
   * @param text what was written in place of the 0; it means the same
   */
  record DoublyNegated(String text) implements Value {}

  /** As an option that may be repeated lists it. */
  default String asText() {
    return switch (this) {
      case Text(var text) -> text;
      case Negated() -> "0";
      case DoublyNegated(_) -> "1";
    };
  }

  /** As a switch: no text means on, a number means whether it is not zero, other text means off. */
  default boolean asBoolean() {
    return switch (this) {
      case Text(var text) -> text.isEmpty() || Numbers.leadingInteger(text) != 0;
      case Negated() -> false;
      case DoublyNegated(_) -> true;
    };
  }

  /** As a number: that with which the text begins, or zero. */
  default long asNumber() {
    return Numbers.leadingInteger(asText());
  }

  /** As messages show it: a JSON string, or {@code false} or {@code true} for a negation. */
  default String asJson() {
    return switch (this) {
      case Text(var text) ->
          '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
      case Negated() -> "false";
      case DoublyNegated(_) -> "true";
    };
  }
}
