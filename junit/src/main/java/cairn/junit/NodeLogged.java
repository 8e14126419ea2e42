package cairn.junit;

import java.util.List;

/** Has the end of a node's log shown where a test's failure is. */
final class NodeLogged extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 30;

  NodeLogged(String node, List<String> lines) {
    super(text(node, lines), null, false, false);
  }

  private static String text(String node, List<String> lines) {
    var last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
    return "%s has logged, at last:%n%s".formatted(node, String.join(System.lineSeparator(), last));
  }
}
