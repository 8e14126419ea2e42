package cairn.p2p.wire;

import cairn.p2p.wire.NetworkAddress.Cjdns;
import cairn.p2p.wire.NetworkAddress.I2p;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkAddress.TorV3;
import cairn.primitives.Bytes;
import java.util.List;
import java.util.SplittableRandom;

/** Random addresses, for tests. */
final class Addresses {
  private Addresses() {}

  /** Of any network, Core's internal one included. */
  static Endpoint random(SplittableRandom random) {
    NetworkAddress address =
        switch (random.nextInt(6)) {
          case 0 -> new Ipv4(random.nextInt());
          case 1 -> new Ipv6(random.nextLong(), random.nextLong());
          case 2 -> new TorV3(bytes(random, 32));
          case 3 -> new I2p(bytes(random, 32));
          case 4 -> new Cjdns(random.nextLong(), random.nextLong());
          default -> new Internal(bytes(random, 10));
        };
    return new Endpoint(address, random.nextInt(0x10000));
  }

  static PeerAddress randomPeer(SplittableRandom random) {
    return new PeerAddress(
        random.nextLong(1L << 32), new ServiceFlags(random.nextLong()), random(random));
  }

  static List<NetworkAddress> ofLength32(SplittableRandom random) {
    return List.of(new TorV3(bytes(random, 32)), new I2p(bytes(random, 32)));
  }

  private static Bytes bytes(SplittableRandom random, int length) {
    var array = new byte[length];
    random.nextBytes(array);
    return Bytes.wrap(array);
  }
}
