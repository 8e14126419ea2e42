package cairn.rpc.spec;

import java.util.ArrayList;
import java.util.List;

/** Lines in two columns: what JSON looks like, and what it means. Not thread-safe. */
final class Sections {
  private static final int GAP = 4;

  private final List<Line> lines = new ArrayList<>();
  private int width;

  private record Line(String left, String right) {}

  void add(String left, String right) {
    lines.add(new Line(left, right));
    width = Math.max(width, left.length());
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Takes the comma off the last line, which ends a list. */
  void endList() {
    var last = lines.removeLast();
    lines.add(new Line(last.left().substring(0, last.left().length() - 1), last.right()));
  }

  void appendTo(StringBuilder text) {
    int column = width + GAP;
    for (var line : lines) {
      text.append(line.left());
      if (!line.right().isEmpty()) {
        text.repeat(' ', column - line.left().length());
        appendIndented(line.right(), column, text);
      }
      text.append('\n');
    }
  }

  private static void appendIndented(String right, int column, StringBuilder text) {
    var parts = right.split("\n", -1);
    text.append(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      text.append('\n').repeat(' ', column).append(parts[i].stripLeading());
    }
  }
}
