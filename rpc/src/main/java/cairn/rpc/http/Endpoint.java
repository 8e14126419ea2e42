package cairn.rpc.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where to listen.
 *
 * @param host an IP address; whether it is one is seen when it is used
 */
public record Endpoint(String host, int port) {
  Optional<InetSocketAddress> address() {
    try {
      return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Address and port as people write them, IPv6 in brackets. */
  static String text(InetSocketAddress address) {
    var host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
