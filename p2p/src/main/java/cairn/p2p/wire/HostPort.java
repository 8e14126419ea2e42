package cairn.p2p.wire;

import java.util.OptionalInt;

/**
 * A host and a port as people write them: {@code host}, {@code host:port}, {@code [ipv6]:port} or a
 * bare IPv6 address. The host may be a name.
 *
 * @param host without brackets
 * @param port 0 to 65,535
 * @param valid whether the port, where one is given, is a number from 1 to 65,535
 */
public record HostPort(String host, int port, boolean valid) {
  /** Takes {@code text} apart; without a port, or with an unreadable one, it is the default. */
  public static HostPort split(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    boolean bracketed = colon > 0 && text.charAt(0) == '[' && text.charAt(colon - 1) == ']';
    boolean several = colon > 0 && text.lastIndexOf(':', colon - 1) >= 0;
    if (colon < 0 || (several && !bracketed)) {
      return new HostPort(withoutBrackets(text), defaultPort, true);
    }
    var port = unsigned(text.substring(colon + 1), 0xffff);
    return port.isPresent()
        ? new HostPort(
            withoutBrackets(text.substring(0, colon)), port.getAsInt(), port.getAsInt() != 0)
        : new HostPort(withoutBrackets(text), defaultPort, false);
  }

  static String withoutBrackets(String host) {
    return host.length() > 1 && host.startsWith("[") && host.endsWith("]")
        ? host.substring(1, host.length() - 1)
        : host;
  }

  /** Decimal digits, perhaps with zeros before them, if the number is not above {@code most}. */
  static OptionalInt unsigned(String text, int most) {
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return OptionalInt.empty();
      }
      value = 10 * value + (c - '0');
      if (value > most) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(value);
  }
}
