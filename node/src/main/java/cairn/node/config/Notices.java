package cairn.node.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is to be said at the start, in that order. */
final class Notices {
  private final List<Notice> all = new ArrayList<>();

  void info(String text) {
    all.add(new Notice(Notice.Kind.INFO, text));
  }

  void warning(String text) {
    all.add(new Notice(Notice.Kind.WARNING, text));
  }

  void alert(String text) {
    all.add(new Notice(Notice.Kind.ALERT, text));
  }

  void plain(String text) {
    all.add(new Notice(Notice.Kind.PLAIN, text));
  }

  List<Notice> all() {
    return List.copyOf(all);
  }
}
