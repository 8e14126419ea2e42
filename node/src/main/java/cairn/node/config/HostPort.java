package cairn.node.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A host, and perhaps a port, as {@code host}, {@code host:port}, {@code [address]:port} or an IPv6
 * address without brackets.
 *
 * @param host without brackets
 */
record HostPort(String host, OptionalInt port) {
  private static final int MAX_PORT = 0xffff;

  /** Reads one, as Core's SplitHostPort does; empty if the port is none from 1 to 65,535. */
  static Optional<HostPort> parse(String text) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = colon > 0 && text.startsWith("[") && text.charAt(colon - 1) == ']';
    boolean several = colon > 0 && text.lastIndexOf(':', colon - 1) >= 0;
    if (colon < 0 || (several && !bracketed)) {
      return Optional.of(new HostPort(withoutBrackets(text), OptionalInt.empty()));
    }
    var port = port(text.substring(colon + 1));
    return port.isPresent()
        ? Optional.of(new HostPort(withoutBrackets(text.substring(0, colon)), port))
        : Optional.empty();
  }

  /** A port from 1 to 65,535; empty if {@code text} is anything else. */
  static OptionalInt port(String text) {
    if (!text.matches("[0-9]{1,5}")) {
      return OptionalInt.empty();
    }
    int port = Integer.parseInt(text);
    return port >= 1 && port <= MAX_PORT ? OptionalInt.of(port) : OptionalInt.empty();
  }

  /**
   * The address of an option whose port is another option's.
   *
   * @param port the other one
   */
  static String bound(Settings settings, String option, String otherwise, String port)
      throws ConfigException {
    var text = settings.text(option).orElse(otherwise);
    return parse(text)
        .filter(bind -> bind.port().isEmpty() && !bind.host().isEmpty())
        .orElseThrow(() ->
            new ConfigException(
                "-%s=%s is not an address; -%s says at which port.".formatted(option, text, port)))
        .host();
  }

  /** An option has a port that is none. */
  static ConfigException invalidPort(String option, String text) {
    return new ConfigException("Invalid port specified in -%s: '%s'".formatted(option, text));
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
