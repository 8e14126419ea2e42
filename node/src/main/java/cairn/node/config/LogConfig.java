package cairn.node.config;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is logged, and where to.
 *
 * @param file null for none
 * @param shrink whether a long file of an earlier run is cut down first
 */
public record LogConfig(
    @Nullable Path file,
    boolean shrink,
    boolean console,
    boolean timestamps,
    boolean microseconds,
    boolean threadNames,
    Set<LogCategory> categories) {
  public LogConfig {
    categories = Set.copyOf(categories);
  }
}
