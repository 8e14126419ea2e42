package cairn.p2p.addresses;

import cairn.p2p.wire.AddressRange;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkType;
import java.util.Optional;

/**
 * The IPv4 address behind an address: itself, or the end of the tunnel that its IPv6 form names.
 */
final class LinkedIpv4 {
  private LinkedIpv4() {}

  /** Nothing if there is none, or if {@code address} is not routable. */
  static Optional<Ipv4> of(NetworkAddress address) {
    if (!address.isRoutable()) {
      return Optional.empty();
    }
    return switch (address) {
      case Ipv4 ipv4 -> Optional.of(ipv4);
      case Ipv6 ipv6 -> tunnelled(ipv6);
      default -> Optional.empty();
    };
  }

  /**
   * The network in which the host of {@code address} is: whoever has an IPv4 address has all the
   * tunnels to it. Core's {@code GetNetClass}.
   */
  static NetworkType networkOf(NetworkAddress address) {
    return of(address).isPresent() ? NetworkType.IPV4 : address.network();
  }

  private static Optional<Ipv4> tunnelled(Ipv6 address) {
    if (AddressRange.RFC6052.contains(address) || AddressRange.RFC6145.contains(address)) {
      return Optional.of(new Ipv4((int) address.low()));
    }
    if (AddressRange.RFC3964.contains(address)) {
      return Optional.of(new Ipv4((int) (address.high() >>> 16)));
    }
    if (AddressRange.RFC4380.contains(address)) {
      return Optional.of(new Ipv4((int) ~address.low())); // Teredo flips all bits
    }
    return Optional.empty();
  }
}
