package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.I2p;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkAddress.TorV3;
import java.util.EnumSet;
import java.util.Set;

/** Which addresses can be those of a host, and of one that everybody can reach. */
final class Reachability {
  private static final Set<AddressRange> NOT_ROUTABLE =
      EnumSet.of(
          AddressRange.LOCAL,
          AddressRange.RFC1918,
          AddressRange.RFC2544,
          AddressRange.RFC3927,
          AddressRange.RFC4193,
          AddressRange.RFC4843,
          AddressRange.RFC4862,
          AddressRange.RFC5737,
          AddressRange.RFC6598,
          AddressRange.RFC7343);

  private Reachability() {}

  static boolean isValid(NetworkAddress address) {
    return switch (address) {
      case Ipv4(int value) -> value != 0 && value != -1;
      case Ipv6 ipv6 -> !ipv6.equals(Ipv6.UNSPECIFIED) && !AddressRange.RFC3849.contains(ipv6);
      case Cjdns cjdns -> cjdns.hasPrefix();
      case TorV3 _, I2p _ -> true;
      case Internal _ -> false;
    };
  }

  static boolean isRoutable(NetworkAddress address) {
    if (!isValid(address)) {
      return false;
    }
    for (var range : NOT_ROUTABLE) {
      if (range.contains(address)) {
        return false;
      }
    }
    return true;
  }
}
