package cairn.node.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much of a category under {@code -debug} is logged: lines of this level and above. */
public enum LogLevel {
  INFO,
  DEBUG,
  TRACE;

  /** The names, as messages list them. */
  static String names() {
    return Arrays.stream(values()).map(LogLevel::id).collect(Collectors.joining(", "));
  }

  static Optional<LogLevel> of(String id) {
    return Arrays.stream(values()).filter(level -> level.id().equals(id)).findFirst();
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
