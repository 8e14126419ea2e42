package cairn.p2p.addresses;

import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.I2p;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Bytes;
import java.time.Instant;
import java.util.Random;

/** Addresses for tests. */
final class SampleAddresses {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  static final ServiceFlags SERVICES = ServiceFlags.NETWORK.with(ServiceFlags.WITNESS);

  private SampleAddresses() {}

  static NetworkAddress address(String text) {
    return NetworkAddress.parse(text).orElseThrow();
  }

  static Endpoint endpoint(String text) {
    return Endpoint.parse(text, 8333).orElseThrow();
  }

  /** As told {@code secondsAgo}. */
  static PeerAddress peer(Endpoint endpoint, long secondsAgo) {
    return new PeerAddress(NOW.getEpochSecond() - secondsAgo, SERVICES, endpoint);
  }

  static PeerAddress peer(String text) {
    return peer(endpoint(text), 0);
  }

  /** A routable address of any of the five networks. */
  static NetworkAddress routable(Random random) {
    while (true) {
      var address =
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Ipv4(random.nextInt());
            case 3, 4 ->
                new Ipv6((random.nextLong() >>> 4) | 0x2000_0000_0000_0000L, random.nextLong());
            case 5 -> new TorV3(bytes(random));
            case 6 -> new I2p(bytes(random));
            default ->
                new Cjdns((random.nextLong() >>> 8) | 0xfc00_0000_0000_0000L, random.nextLong());
          };
      if (address.isRoutable()) {
        return address;
      }
    }
  }

  /** A routable IPv4 address. */
  static Ipv4 ipv4(Random random) {
    while (true) {
      var address = new Ipv4(random.nextInt());
      if (address.isRoutable()) {
        return address;
      }
    }
  }

  private static Bytes bytes(Random random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
