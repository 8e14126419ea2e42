package cairn.node.config;

/** Lays out the help. */
final class HelpText {
  private HelpText() {}

  /** Breaks {@code text} at spaces into lines of at most {@code width}, indented. */
  static void wrap(String text, int width, int indent, StringBuilder out) {
    int column = 0;
    for (var word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > width) {
        out.append('\n');
        column = 0;
      }
      if (column == 0) {
        out.repeat(' ', indent);
        column = indent;
      } else {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    out.append('\n');
  }
}
