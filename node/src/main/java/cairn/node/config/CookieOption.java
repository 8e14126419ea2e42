package cairn.node.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the RPC cookie is, for those who write it and those who read it. */
final class CookieOption {
  private CookieOption() {}

  /**
   * The cookie's path; empty if there is to be none.
   *
   * @param directory the network's, in which it is unless it is elsewhere
   */
  static Optional<Path> path(Settings settings, Path directory) throws ConfigException {
    return settings.isNegated("rpccookiefile")
        ? Optional.empty()
        : Optional.of(directory.resolve(settings.path("rpccookiefile").orElse(Path.of(".cookie"))));
  }
}
