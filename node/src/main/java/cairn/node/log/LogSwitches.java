package cairn.node.log;

import cairn.node.config.LogCategory;
import cairn.node.config.LogConfig;
import cairn.node.config.LogLevel;
import cairn.rpc.LogControl;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Switches categories of log lines on and off while the node runs. Thread-safe. */
public final class LogSwitches implements LogControl {
  private static final Logger log = LoggerFactory.getLogger(LogSwitches.class);

  private static final Set<String> ALL = Set.of("", "1", "all");

  /** Names that stand for nothing any more. */
  private static final Set<String> DEPRECATED = Set.of("libevent");

  private final Map<LogCategory, LogLevel> levels;
  private final BiConsumer<LogCategory, LogLevel> setter;
  private final Set<LogCategory> on = EnumSet.noneOf(LogCategory.class);

  /**
   * Has the categories written that {@code config} says.
   *
   * @param setter has lines of a category written that are of a level or above
   */
  LogSwitches(LogConfig config, BiConsumer<LogCategory, LogLevel> setter) {
    this.levels = config.levels();
    this.setter = setter;
    for (var category : LogCategory.values()) {
      set(category, config.categories().contains(category));
    }
  }

  private void set(LogCategory category, boolean wanted) {
    if (wanted) {
      on.add(category);
    } else {
      on.remove(category);
    }
    setter.accept(category, wanted ? levels.getOrDefault(category, LogLevel.DEBUG) : LogLevel.INFO);
  }

  @Override
  public synchronized SortedMap<String, Boolean> categories() {
    var all = new TreeMap<String, Boolean>();
    for (var category : LogCategory.values()) {
      all.put(category.id(), on.contains(category));
    }
    return all;
  }

  @Override
  public synchronized boolean set(String name, boolean wanted) {
    if (DEPRECATED.contains(name)) {
      log.warn(
          "The logging category `{}` is deprecated, does nothing, and will be removed in a future"
              + " version",
          name);
      return true;
    }
    boolean known = false;
    for (var category : LogCategory.values()) {
      if (ALL.contains(name) || category.id().equals(name)) {
        known = true;
        set(category, wanted);
      }
    }
    return known;
  }
}
