package cairn.primitives.miniscript;

/** Numbers in expressions: decimal digits and nothing else. */
final class Numbers {
  /** What stands for a text that is no number. */
  static final long NONE = Long.MIN_VALUE;

  private static final int MAX_DIGITS = 18;

  private Numbers() {}

  /** The number, or {@link #NONE}. Leading zeros do not matter. */
  static long parse(String text) {
    int from = 0;
    while (from < text.length() - 1 && text.charAt(from) == '0') {
      from++;
    }
    if (text.isEmpty() || text.length() - from > MAX_DIGITS) {
      return NONE;
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return NONE;
      }
    }
    return Long.parseLong(text, from, text.length(), 10);
  }
}
