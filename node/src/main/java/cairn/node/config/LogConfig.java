package cairn.node.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and where to.
 *
 * @param file null for none
 * @param console whether the console gets the lines too
 * @param categories those of which more than information is logged
 * @param levels how much more, for those that are switched on later too
 */
public record LogConfig(
    @Nullable LogFile file,
    boolean console,
    LineFormat format,
    Set<LogCategory> categories,
    Map<LogCategory, LogLevel> levels) {
  public LogConfig {
    categories = Set.copyOf(categories);
    levels = Map.copyOf(levels);
  }

  /**
   * Where lines are kept.
   *
   * @param shrink whether a long file of an earlier run is cut down first
   * @param limited whether there is a limit to how much comes from one place of the program
   */
  public record LogFile(Path path, boolean shrink, boolean limited) {}

  /**
   * What stands before the message in each line.
   *
   * @param json whether a line is a JSON object with all of that
   * @param microseconds whether times have them
   * @param levels whether category and level stand there even if they go without saying
   */
  public record LineFormat(
      boolean json,
      boolean timestamps,
      boolean microseconds,
      boolean threadNames,
      boolean levels) {}
}
