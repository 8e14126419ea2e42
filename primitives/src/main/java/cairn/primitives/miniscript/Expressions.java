package cairn.primitives.miniscript;

/** Where expressions end in a text. */
public final class Expressions {
  private Expressions() {}

  /**
   * The end of the expression that begins at {@code from}: the next comma or closing bracket that
   * belongs to none of the brackets in it, or else the end of the text.
   */
  public static int end(String text, int from) {
    int level = 0;
    for (int i = from; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(', '{' -> level++;
        case ')', '}' -> {
          if (level == 0) {
            return i;
          }
          level--;
        }
        case ',' -> {
          if (level == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return text.length();
  }
}
