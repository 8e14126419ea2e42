package cairn.node.config;

/** What an option was set to, once. */
sealed interface Value {
  /** {@code -name=text}, or {@code -name}, which leaves the text empty. */
  record Text(String text) implements Value {}

  /** {@code -noname}. */
  record Negated() implements Value {}

  /** {@code -noname=0}: not not. */
  record DoublyNegated() implements Value {}

  /** As an option that may be repeated lists it. */
  default String asText() {
    return switch (this) {
      case Text(var text) -> text;
      case Negated() -> "0";
      case DoublyNegated() -> "1";
    };
  }

  /** As a switch: no text means on, a number means whether it is not zero, other text means off. */
  default boolean asBoolean() {
    return switch (this) {
      case Text(var text) -> text.isEmpty() || Numbers.leadingInteger(text) != 0;
      case Negated() -> false;
      case DoublyNegated() -> true;
    };
  }

  /** As a number: that with which the text begins, or zero. */
  default long asNumber() {
    return Numbers.leadingInteger(asText());
  }
}
