package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.I2p;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.primitives.ByteReader;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;

/** The encoding of addresses of BIP 155: network number, length, bytes. */
final class Bip155 {
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final int TOR_V3 = 4;
  private static final int I2P = 5;
  private static final int CJDNS = 6;

  private Bip155() {}

  /** Complains in Core's words. */
  static NetworkAddress read(ByteReader in) throws DecodeException {
    int network = in.uint8();
    int length = in.compactSize();
    if (length > NetworkAddress.MAX_LENGTH) {
      throw in.failure("Address too long: %d > %d".formatted(length, NetworkAddress.MAX_LENGTH));
    }
    int wanted =
        switch (network) {
          case IPV4 -> Ipv4.LENGTH;
          case IPV6 -> Ipv6.LENGTH;
          case TOR_V3 -> TorV3.LENGTH;
          case I2P -> I2p.LENGTH;
          case CJDNS -> Cjdns.LENGTH;
          default -> length; // of a network to come, or of Tor's version 2: read over
        };
    if (length != wanted) {
      throw in.failure(
          "BIP155 %s address with length %d (should be %d)"
              .formatted(name(network), length, wanted));
    }
    var bytes = in.bytes(length);
    return switch (network) {
      case IPV4 -> AddressBytes.ipv4(bytes);
      case IPV6 -> ipv6(bytes);
      case TOR_V3 -> new TorV3(bytes);
      case I2P -> new I2p(bytes);
      case CJDNS -> new Cjdns(AddressBytes.half(bytes, 0), AddressBytes.half(bytes, 1));
      default -> Ipv6.UNSPECIFIED;
    };
  }

  private static String name(int network) {
    return switch (network) {
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
      case TOR_V3 -> "TORv3";
      case I2P -> "I2P";
      case CJDNS -> "CJDNS";
      default -> throw new IllegalArgumentException("any length will do");
    };
  }

  /** Here, unlike in the older encoding, no other network's address may pass for IPv6. */
  private static NetworkAddress ipv6(Bytes bytes) {
    if (AddressBytes.isInternal(bytes)) {
      return AddressBytes.internal(bytes); // Core's address files have them
    }
    long high = AddressBytes.half(bytes, 0);
    long low = AddressBytes.half(bytes, 1);
    return AddressBytes.isMappedIpv4(high, low) || AddressBytes.isTorV2(bytes)
        ? Ipv6.UNSPECIFIED
        : new Ipv6(high, low);
  }

  static void write(NetworkAddress address, ByteWriter out) {
    int network =
        switch (address) {
          case Ipv4 _ -> IPV4;
          case Ipv6 _, Internal _ -> IPV6;
          case TorV3 _ -> TOR_V3;
          case I2p _ -> I2P;
          case Cjdns _ -> CJDNS;
        };
    var bytes = address instanceof Internal ? AddressBytes.toLegacy(address) : address.bytes();
    out.uint8(network).sizedBytes(bytes);
  }
}
