package cairn.p2p.addresses;

import cairn.p2p.wire.AddressRange;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;

/**
 * How well one address can be reached from another, the worst first. A node that has several
 * addresses tells a peer the one that is best for it. Core's {@code GetReachabilityFrom}.
 */
public enum Reach {
  NONE,
  /** By way of some other network, if at all. */
  ANYHOW,
  /** Through a Teredo tunnel. */
  TEREDO,
  /** IPv6, but one end is in a tunnel. */
  IPV6_WEAK,
  IPV4,
  IPV6_STRONG,
  /** Within a network that hides who connects to whom. */
  PRIVATE;

  /** The networks, and Teredo's tunnels. */
  private enum Kind {
    UNROUTABLE,
    IPV4,
    IPV6,
    TEREDO,
    ONION,
    I2P,
    CJDNS;

    static Kind of(NetworkAddress address) {
      if (AddressRange.RFC4380.contains(address)) {
        return TEREDO;
      }
      return switch (address.network()) {
        case UNROUTABLE, INTERNAL -> UNROUTABLE;
        case IPV4 -> IPV4;
        case IPV6 -> IPV6;
        case ONION -> ONION;
        case I2P -> I2P;
        case CJDNS -> CJDNS;
      };
    }
  }

  /** How well {@code address} can be reached by a node at {@code partner}. */
  public static Reach of(NetworkAddress address, NetworkAddress partner) {
    if (!address.isRoutable() || address.type() == NetworkType.INTERNAL) {
      return NONE;
    }
    var kind = Kind.of(address);
    return switch (Kind.of(partner)) {
      case IPV4 -> kind == Kind.IPV4 ? IPV4 : ANYHOW;
      case IPV6 ->
          switch (kind) {
            case TEREDO -> TEREDO;
            case IPV4 -> IPV4;
            case IPV6 -> isTunnel(address) ? IPV6_WEAK : IPV6_STRONG;
            case ONION, I2P, CJDNS, UNROUTABLE -> ANYHOW;
          };
      case ONION ->
          switch (kind) {
            case ONION -> PRIVATE;
            case IPV4 -> IPV4; // which Tor leads to
            case IPV6, TEREDO, I2P, CJDNS, UNROUTABLE -> ANYHOW;
          };
      case I2P -> kind == Kind.I2P ? PRIVATE : ANYHOW;
      case CJDNS -> kind == Kind.CJDNS ? PRIVATE : ANYHOW;
      case TEREDO ->
          switch (kind) {
            case TEREDO -> TEREDO;
            case IPV6 -> IPV6_WEAK;
            case IPV4 -> IPV4;
            case ONION, I2P, CJDNS, UNROUTABLE -> ANYHOW;
          };
      case UNROUTABLE ->
          switch (kind) {
            case TEREDO -> TEREDO;
            case IPV6 -> IPV6_WEAK;
            case IPV4 -> IPV4;
            case ONION -> PRIVATE; // it came through Tor, or does not mind
            case I2P, CJDNS, UNROUTABLE -> ANYHOW;
          };
    };
  }

  private static boolean isTunnel(NetworkAddress address) {
    return AddressRange.RFC3964.contains(address)
        || AddressRange.RFC6052.contains(address)
        || AddressRange.RFC6145.contains(address);
  }
}
