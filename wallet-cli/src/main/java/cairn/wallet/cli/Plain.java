package cairn.wallet.cli;

/**
 * Text for a terminal. Labels, what a node says and what was typed may come from others, and must
 * not move the cursor, or look like what the wallet says itself.
 */
final class Plain {
  private static final char REPLACEMENT = '\uFFFD';

  private Plain() {}

  /** A text whose line breaks are its own. */
  static String text(String text) {
    return replaced(text, true);
  }

  /** A text that stays within its line. */
  static String line(String text) {
    return replaced(text, false);
  }

  private static String replaced(String text, boolean lines) {
    var plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c ->
            plain.appendCodePoint(
                (c == '\n' && lines) || !isActive(c) ? c : c == '\n' ? ' ' : REPLACEMENT));
    return plain.toString();
  }

  /** Whether a terminal does something with it other than to show it where it stands. */
  private static boolean isActive(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> turnsText(c);
    };
  }

  /** Whether it changes the direction of what follows (UAX #9). */
  private static boolean turnsText(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
