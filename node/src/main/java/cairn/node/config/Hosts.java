package cairn.node.config;

import cairn.p2p.addresses.AddressParser;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HostPort;
import cairn.p2p.wire.NetworkAddress;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the address of a host, or its name, as Core's {@code Lookup}.
 *
 * @param looksUpNames whether names may be looked up ({@code -dns})
 */
record Hosts(AddressParser parser, boolean looksUpNames, LocalHost.Resolver resolver) {
  /** Empty if it is none, or a name that nobody knows, or if there is no such port. */
  Optional<Endpoint> endpoint(String text, int defaultPort) {
    var parts = HostPort.split(text, defaultPort);
    if (!parts.valid()) {
      return Optional.empty();
    }
    return address(parts.host())
        .filter(NetworkAddress::isValid)
        .map(address -> new Endpoint(address, parts.port()));
  }

  private Optional<NetworkAddress> address(String host) {
    var written = parser.address(host);
    return written.isPresent() || !looksUpNames || !isName(host) ? written : lookUp(host);
  }

  /** Whether name servers may be asked for it: names of overlays would tell them too much. */
  private static boolean isName(String host) {
    var lower = host.toLowerCase(Locale.ROOT);
    return !host.isEmpty()
        && host.indexOf('\0') < 0
        && !lower.endsWith(".onion")
        && !lower.endsWith(".i2p");
  }

  private Optional<NetworkAddress> lookUp(String name) {
    try {
      return Arrays.stream(resolver.resolve(name))
          .findFirst()
          .map(found -> NetworkAddress.ofIp(found.getAddress()))
          .flatMap(address -> parser.address(address.toString()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
