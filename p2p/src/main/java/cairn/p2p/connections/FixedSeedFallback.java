package cairn.p2p.connections;

import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.SeedAddresses;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.NetworkAddress.Internal;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the network's fixed seeds where nothing else has told of any node. */
final class FixedSeedFallback {
  private static final Logger log = LoggerFactory.getLogger(FixedSeedFallback.class);

  /** What other sources have, if there are any. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration WEEK = Duration.ofDays(7);

  /** Nearly all nodes do; if it is wrong, that is seen when they are called. */
  static final ServiceFlags ASSUMED_SERVICES =
      ServiceFlags.NETWORK.with(ServiceFlags.WITNESS).with(ServiceFlags.P2P_V2);

  private final Surroundings surroundings;
  private final AddressManager addresses;
  private final ConnectionOptions options;
  private final Instant start;
  private boolean isOver;

  FixedSeedFallback(
      Surroundings surroundings, AddressManager addresses, ConnectionOptions options) {
    this.surroundings = surroundings;
    this.addresses = addresses;
    this.options = options;
    this.start = surroundings.clock().instant();
    this.isOver = !options.seeds().fixed();
  }

  /**
   * Takes them once they are needed.
   *
   * @param hasAddedNodes whether there are nodes that the operator has added
   */
  void look(boolean hasAddedNodes) {
    var empty = isOver ? Set.<NetworkType>of() : emptyNetworks();
    if (empty.isEmpty()) {
      return;
    }
    var seeds = options.seeds();
    if (surroundings.clock().instant().isAfter(start.plus(PATIENCE))) {
      log.info(
          "Adding fixed seeds as 60 seconds have passed and addrman is empty for at least one"
              + " reachable network");
      add(empty);
    } else if (!seeds.dns() && seeds.nodes().isEmpty() && !hasAddedNodes) {
      log.info(
          "Adding fixed seeds as -dnsseed=0 (or IPv4/IPv6 connections are disabled via -onlynet)"
              + " and neither -addnode nor -seednode are provided");
      add(empty);
    }
  }

  /** Those that can be reached, and of which no address is known. */
  private Set<NetworkType> emptyNetworks() {
    var empty = EnumSet.noneOf(NetworkType.class);
    for (var network : options.means().networks()) {
      if (addresses.counts(network).total() == 0) {
        empty.add(network);
      }
    }
    return empty;
  }

  private void add(Set<NetworkType> networks) {
    isOver = true;
    var now = surroundings.clock().instant();
    var seeds = new ArrayList<PeerAddress>();
    for (var endpoint : SeedAddresses.of(surroundings.network())) {
      if (networks.contains(endpoint.address().network())) {
        long age = surroundings.random().nextLong(WEEK.toSeconds(), 2 * WEEK.toSeconds());
        seeds.add(new PeerAddress(now.getEpochSecond() - age, ASSUMED_SERVICES, endpoint));
      }
    }
    addresses.add(seeds, Internal.ofName("fixedseeds"), Duration.ZERO, now);
    log.info("Added {} fixed seeds from reachable networks.", seeds.size());
  }
}
