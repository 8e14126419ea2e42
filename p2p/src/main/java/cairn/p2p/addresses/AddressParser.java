package cairn.p2p.addresses;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.Subnet;
import java.util.Optional;

/**
 * Reads addresses as an operator writes them. CJDNS's cannot be told from IPv6's private ones, so
 * they are CJDNS's on a node that can reach it.
 */
public record AddressParser(boolean cjdnsReachable) {
  /** An address, an IPv6 address perhaps in brackets. Names are not looked up. */
  public Optional<NetworkAddress> address(String text) {
    return text.indexOf('/') >= 0 ? Optional.empty() : Subnet.parse(text).map(this::only);
  }

  /** An address, perhaps with a port. Names are not looked up. */
  public Optional<Endpoint> endpoint(String text, int defaultPort) {
    return Endpoint.parse(text, defaultPort).map(this::inUse);
  }

  /** What looks like IPv6, as CJDNS if it is that. */
  public Endpoint inUse(Endpoint endpoint) {
    return new Endpoint(inUse(endpoint.address()), endpoint.port());
  }

  /**
   * An address, and perhaps a slash and the prefix's length or a netmask. CJDNS has no subnets, so
   * there is nothing that begins as its addresses do.
   */
  public Optional<Subnet> subnet(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return address(text).map(Subnet::of);
    }
    boolean cjdns =
        address(text.substring(0, slash))
            .filter(address -> address instanceof NetworkAddress.Cjdns)
            .isPresent();
    return cjdns ? Optional.empty() : Subnet.parse(text);
  }

  private NetworkAddress only(Subnet subnet) {
    return inUse(subnet.base());
  }

  private NetworkAddress inUse(NetworkAddress address) {
    return cjdnsReachable && address instanceof Ipv6 ipv6
        ? ipv6.asCjdns().<NetworkAddress>map(cjdns -> cjdns).orElse(ipv6)
        : address;
  }
}
