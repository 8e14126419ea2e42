package cairn.p2p.addresses;

import cairn.genesis.FixedSeeds;
import cairn.genesis.Network;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import java.util.List;

/** Where the nodes are that a network's fixed seeds name. */
public final class SeedAddresses {
  private SeedAddresses() {}

  /** The fixed seeds whose hosts are addresses; a name would have to be looked up first. */
  public static List<Endpoint> of(Network network) {
    return FixedSeeds.of(network).stream()
        .flatMap(seed -> Endpoint.parse(seed, network.peers().port()).stream())
        .map(SeedAddresses::withCjdns)
        .toList();
  }

  /** What begins with CJDNS's prefix is no use as IPv6, so it must be meant to be CJDNS. */
  private static Endpoint withCjdns(Endpoint endpoint) {
    return endpoint.address() instanceof Ipv6 ipv6
        ? ipv6.asCjdns().map(cjdns -> new Endpoint(cjdns, endpoint.port())).orElse(endpoint)
        : endpoint;
  }
}
