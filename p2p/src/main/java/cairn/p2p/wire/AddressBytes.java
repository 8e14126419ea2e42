package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.primitives.Bytes;
import java.nio.ByteBuffer;

/** The bytes of addresses, and the encoding from before BIP 155, in which all look like IPv6. */
final class AddressBytes {
  private static final Bytes IPV4_PREFIX = Bytes.fromHex("00000000000000000000ffff");

  /** What stood for hidden services of version 2, which no longer exist. */
  private static final Bytes TOR_V2_PREFIX = Bytes.fromHex("fd87d87eeb43");

  /** Core's own: {@code fd} and the beginning of the SHA-256 of "bitcoin". */
  private static final Bytes INTERNAL_PREFIX = Bytes.fromHex("fd6b88c08724");

  private AddressBytes() {}

  static boolean isMappedIpv4(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff;
  }

  static boolean isTorV2(Bytes ipv6) {
    return ipv6.matchesAt(0, TOR_V2_PREFIX);
  }

  static boolean isInternal(Bytes ipv6) {
    return ipv6.matchesAt(0, INTERNAL_PREFIX);
  }

  static Bytes of(long high, long low) {
    return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
  }

  /** Checks the length, and lets go of the message that the bytes came in. */
  static Bytes ownCopy(Bytes bytes, int length) {
    if (bytes.length() != length) {
      throw new IllegalArgumentException(
          "an address of " + bytes.length() + " bytes, not " + length);
    }
    return bytes.compact();
  }

  static Ipv4 ipv4(Bytes bytes) {
    return new Ipv4(buffer(bytes).getInt());
  }

  static Internal internal(Bytes ipv6) {
    return new Internal(ipv6.slice(INTERNAL_PREFIX.length()));
  }

  /** The high or low half of 16 bytes. */
  static long half(Bytes bytes, int at) {
    return buffer(bytes).getLong(at * Long.BYTES);
  }

  static NetworkAddress legacy(Bytes bytes) {
    if (bytes.matchesAt(0, IPV4_PREFIX)) {
      return ipv4(bytes.slice(IPV4_PREFIX.length()));
    }
    if (isTorV2(bytes)) {
      return Ipv6.UNSPECIFIED;
    }
    return isInternal(bytes) ? internal(bytes) : new Ipv6(half(bytes, 0), half(bytes, 1));
  }

  static Bytes toLegacy(NetworkAddress address) {
    return switch (address) {
      case Ipv4 ipv4 -> IPV4_PREFIX.concat(ipv4.bytes());
      case Internal(var nameHash) -> INTERNAL_PREFIX.concat(nameHash);
      case Ipv6 ipv6 -> ipv6.bytes();
      case NetworkAddress.TorV3 _, NetworkAddress.I2p _, NetworkAddress.Cjdns _ ->
          Ipv6.UNSPECIFIED.bytes();
    };
  }

  private static ByteBuffer buffer(Bytes bytes) {
    return ByteBuffer.wrap(bytes.backingArray(), bytes.backingOffset(), bytes.length()).slice();
  }
}
