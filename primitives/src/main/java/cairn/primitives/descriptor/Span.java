package cairn.primitives.descriptor;

import cairn.primitives.miniscript.Expressions;

/** A part of a text that is read from its beginning on. Not thread-safe. */
final class Span {
  private final String text;
  private int from;
  private int to;

  Span(String text) {
    this(text, 0, text.length());
  }

  private Span(String text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  boolean isEmpty() {
    return from == to;
  }

  char first() {
    return text.charAt(from);
  }

  boolean startsWith(String prefix) {
    return to - from >= prefix.length() && text.startsWith(prefix, from);
  }

  /** Goes past {@code prefix}, if this begins with it. */
  boolean skip(String prefix) {
    boolean isThere = startsWith(prefix);
    from += isThere ? prefix.length() : 0;
    return isThere;
  }

  /** Goes to what is in the function {@code name}, if this is that. */
  boolean enter(String name) {
    boolean isThere =
        startsWith(name + "(") && text.charAt(to - 1) == ')' && to - from >= name.length() + 2;
    if (isThere) {
      from += name.length() + 1;
      to--;
    }
    return isThere;
  }

  /** Takes the expression at the beginning. */
  Span expression() {
    int end = Math.min(Expressions.end(text, from), to);
    var expression = new Span(text, from, end);
    from = end;
    return expression;
  }

  @Override
  public String toString() {
    return text.substring(from, to);
  }
}
