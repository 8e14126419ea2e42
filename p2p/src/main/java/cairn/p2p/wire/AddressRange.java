package cairn.p2p.wire;

import java.util.List;
import java.util.stream.Stream;

/** Ranges of IP addresses with a meaning of their own, named by the RFCs that set them apart. */
public enum AddressRange {
  /** This machine. */
  LOCAL("127.0.0.0/8", "0.0.0.0/8", "::1/128"),
  /** Private networks. */
  RFC1918("10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12"),
  /** Benchmarks between networks. */
  RFC2544("198.18.0.0/15"),
  /** Examples in texts about IPv6. */
  RFC3849("2001:db8::/32"),
  /** Configured by the host itself. */
  RFC3927("169.254.0.0/16"),
  /** 6to4 tunnels. */
  RFC3964("2002::/16"),
  /** IPv6's private networks. */
  RFC4193("fc00::/7"),
  /** Teredo tunnels. */
  RFC4380("2001::/32"),
  /** ORCHID. */
  RFC4843("2001:10::/28"),
  /** Configured by the host itself, in IPv6. */
  RFC4862("fe80::/64"),
  /** Examples in texts about IPv4. */
  RFC5737("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
  /** Translation between IPv4 and IPv6, the well-known prefix. */
  RFC6052("64:ff9b::/96"),
  /** Translated from IPv4. */
  RFC6145("::ffff:0:0:0/96"),
  /** Shared by a carrier's customers. */
  RFC6598("100.64.0.0/10"),
  /** ORCHID, version 2. */
  RFC7343("2001:20::/28"),
  /** Hurricane Electric, a provider of tunnels. */
  HURRICANE_ELECTRIC("2001:470::/32");

  private final List<Subnet> subnets;

  AddressRange(String... subnets) {
    this.subnets = Stream.of(subnets).map(text -> Subnet.parse(text).orElseThrow()).toList();
  }

  public boolean contains(NetworkAddress address) {
    for (var subnet : subnets) {
      if (subnet.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
