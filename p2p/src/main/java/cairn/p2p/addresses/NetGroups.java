package cairn.p2p.addresses;

import cairn.p2p.wire.AddressRange;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.I2p;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.NetworkType;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;

/**
 * Which addresses belong together. It should cost an attacker much to have addresses of many
 * groups, however little those of one cost. Immutable. As Core's {@code NetGroupManager}.
 */
public final class NetGroups {
  /** Bits that the addresses of a group have in common. */
  private static final int IPV4_BITS = 16;

  private static final int IPV6_BITS = 32;

  /** Hurricane Electric gives its many customers parts of one /32. */
  private static final int HURRICANE_ELECTRIC_BITS = 36;

  /** Keys are free to make, so these groups only spread what an honest node knows. */
  private static final int KEY_BITS = 4;

  /** After the first byte, which all addresses share. */
  private static final int CJDNS_BITS = 8 + KEY_BITS;

  private final AsMap asMap;

  public NetGroups(AsMap asMap) {
    this.asMap = asMap;
  }

  /** The group that {@code address} is in. All that are not routable are in one. */
  public NetGroup of(NetworkAddress address) {
    long system = systemOf(address);
    if (system != 0) {
      // One system's addresses are one group, be they IPv4 or IPv6.
      return group(NetworkType.IPV6).uint32(system).toGroup();
    }
    var ipv4 = LinkedIpv4.of(address);
    if (ipv4.isPresent()) {
      return group(NetworkType.IPV4).prefix(ipv4.get().bytes(), IPV4_BITS).toGroup();
    }
    var network = address.network();
    if (network == NetworkType.UNROUTABLE) {
      return group(network).toGroup();
    }
    var bytes = address.bytes();
    int bits =
        switch (address) {
          case Ipv4 _ -> IPV4_BITS;
          case Ipv6 _ when AddressRange.HURRICANE_ELECTRIC.contains(address) ->
              HURRICANE_ELECTRIC_BITS;
          case Ipv6 _ -> IPV6_BITS;
          case TorV3 _, I2p _ -> KEY_BITS;
          case Cjdns _ -> CJDNS_BITS;
          case Internal _ -> Byte.SIZE * bytes.length();
        };
    return group(network).prefix(bytes, bits).toGroup();
  }

  /** The autonomous system that announces {@code address}; 0 if it is not known. */
  public long systemOf(NetworkAddress address) {
    var ipv4 = LinkedIpv4.of(address);
    if (ipv4.isPresent()) {
      return asMap.systemOf(AddressKey.of(ipv4.get()));
    }
    return address.network() == NetworkType.IPV6 ? asMap.systemOf(address.bytes()) : 0;
  }

  /**
   * The network in which the host of {@code address} is: whoever has an IPv4 address has all the
   * tunnels to it. Core's {@code GetNetClass}.
   */
  public static NetworkType networkOf(NetworkAddress address) {
    return LinkedIpv4.networkOf(address);
  }

  /** Changes when groups do. */
  public Bytes version() {
    return asMap.version();
  }

  private static Writer group(NetworkType network) {
    return new Writer(new ByteWriter(1 + IPV6_BITS / Byte.SIZE).uint8(network.ordinal()));
  }

  private record Writer(ByteWriter out) {
    Writer uint32(long value) {
      out.uint32(value);
      return this;
    }

    /** The first {@code bits}; where they end within a byte, the rest of it is ones. */
    Writer prefix(Bytes bytes, int bits) {
      int whole = bits / Byte.SIZE;
      out.bytes(bytes.slice(0, whole));
      int more = bits % Byte.SIZE;
      if (more > 0) {
        out.uint8(bytes.unsigned(whole) | (0xff >> more));
      }
      return this;
    }

    NetGroup toGroup() {
      return new NetGroup(out.toBytes());
    }
  }
}
