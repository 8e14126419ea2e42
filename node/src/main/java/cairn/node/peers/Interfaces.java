package cairn.node.peers;

import cairn.p2p.wire.NetworkAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This machine's network interfaces. */
final class Interfaces {
  private static final Logger log = LoggerFactory.getLogger(Interfaces.class);

  private Interfaces() {}

  /**
   * The routable addresses of those that are up.
   *
   * @param logged whether the log may say them
   */
  static List<NetworkAddress> addresses(boolean logged) {
    try (var interfaces = NetworkInterface.networkInterfaces()) {
      var found = interfaces.flatMap(Interfaces::addresses).toList();
      if (logged) {
        found.forEach(address -> log.info("Discover: {}", address));
      }
      return found;
    } catch (SocketException e) {
      log.warn("Cannot look at the network interfaces: {}", e.getMessage());
      return List.of();
    }
  }

  private static Stream<NetworkAddress> addresses(NetworkInterface one) {
    try {
      if (!one.isUp() || one.isLoopback()) {
        return Stream.empty();
      }
    } catch (SocketException e) {
      log.warn("Cannot look at network interface {}: {}", one.getName(), e.getMessage());
      return Stream.empty();
    }
    return one.inetAddresses()
        .map(address -> NetworkAddress.ofIp(address.getAddress()))
        .filter(NetworkAddress::isRoutable);
  }
}
