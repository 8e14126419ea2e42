package cairn.node.config;

import cairn.node.config.LogConfig.LogFile;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options that are about the log. */
final class LogOptions {
  private static final Set<String> ALL = Set.of("", "1", "all");
  private static final Set<String> NONE = Set.of("0", "none");

  /** Where the colon after a category is looked for; the shortest names are too short for it. */
  private static final int SHORTEST_CATEGORY = 3;

  private LogOptions() {}

  /**
   * @param directory the network's, in which the log is unless it is elsewhere
   */
  static LogConfig read(Settings settings, Path directory) throws ConfigException {
    var categories = categories(settings);
    @Nullable LogFile file =
        settings.isNegated("debuglogfile")
            ? null
            : new LogFile(
                directory.resolve(settings.path("debuglogfile").orElse(Path.of("debug.log"))),
                settings.flag("shrinkdebugfile", categories.isEmpty()),
                settings.flag("logratelimit", true));
    return new LogConfig(
        file,
        settings.flag("printtoconsole", true),
        new LogConfig.LineFormat(
            isJson(settings),
            settings.flag("logtimestamps", true),
            settings.flag("logtimemicros", false),
            settings.flag("logthreadnames", false),
            settings.flag("loglevelalways", false)),
        categories,
        levels(settings));
  }

  private static boolean isJson(Settings settings) throws ConfigException {
    var format = settings.text("logformat").orElse("text");
    return switch (format) {
      case "json" -> true;
      case "text" -> false;
      default ->
          throw new ConfigException(
              "Unknown -logformat value %s. Valid values: text, json.".formatted(format));
    };
  }

  /** The categories that {@code -debug} and {@code -debugexclude} leave. */
  private static Set<LogCategory> categories(Settings settings) throws ConfigException {
    var selected = EnumSet.noneOf(LogCategory.class);
    for (var id : sinceNone(settings.texts("debug"))) {
      selected.addAll(named("debug", id));
    }
    for (var id : settings.texts("debugexclude")) {
      selected.removeAll(named("debugexclude", id));
    }
    return selected;
  }

  /** The levels of all categories. */
  private static Map<LogCategory, LogLevel> levels(Settings settings) throws ConfigException {
    var level = LogLevel.DEBUG;
    var levels = new EnumMap<LogCategory, LogLevel>(LogCategory.class);
    for (var text : settings.texts("loglevel")) {
      if (text.indexOf(':', SHORTEST_CATEGORY) < 0) {
        level = level(text);
      } else {
        putLevel(text, levels);
      }
    }
    for (var category : LogCategory.values()) {
      levels.putIfAbsent(category, level);
    }
    return levels;
  }

  /** What was asked for after everything before was taken back. */
  private static List<String> sinceNone(List<String> ids) {
    int from = ids.size();
    while (from > 0 && !NONE.contains(ids.get(from - 1))) {
      from--;
    }
    return ids.subList(from, ids.size());
  }

  private static Set<LogCategory> named(String option, String id) throws ConfigException {
    if (ALL.contains(id)) {
      return EnumSet.allOf(LogCategory.class);
    }
    return EnumSet.of(
        LogCategory.of(id)
            .orElseThrow(() ->
                new ConfigException("Unsupported logging category -%s=%s.".formatted(option, id))));
  }

  private static LogLevel level(String text) throws ConfigException {
    return LogLevel.of(text)
        .orElseThrow(() ->
            new ConfigException(
                "Unsupported global logging level -loglevel=%s. Valid values: %s."
                    .formatted(text, LogLevel.names())));
  }

  /** The level of one category; of all together, in this notation, it changes none, as in Core. */
  private static void putLevel(String text, Map<LogCategory, LogLevel> levels)
      throws ConfigException {
    var parts = text.split(":", -1);
    var category = LogCategory.of(parts[0]);
    var level = LogLevel.of(parts[1]);
    boolean known = category.isPresent() || ALL.contains(parts[0]);
    if (parts.length != 2 || !known || level.isEmpty()) {
      throw new ConfigException(
          "Unsupported category-specific logging level -loglevel=%s. Expected".formatted(text)
              + " -loglevel=<category>:<loglevel>. Valid categories: %s. Valid loglevels: %s."
                  .formatted(LogCategory.names(), LogLevel.names()));
    }
    category.ifPresent(named -> levels.put(named, level.get()));
  }
}
