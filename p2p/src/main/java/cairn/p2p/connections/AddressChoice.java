package cairn.p2p.connections;

import cairn.p2p.addresses.AddressManager;
import cairn.p2p.addresses.BadPorts;
import cairn.p2p.addresses.Candidate;
import cairn.p2p.addresses.NetGroup;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress.Ipv4;
import cairn.p2p.wire.NetworkAddress.Ipv6;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses whom to call, of all the nodes that are known: nobody in a place where a peer is already,
 * so that it takes many addresses in many places to be all of a node's peers. As the inner loop of
 * Core's {@code ThreadOpenConnections}.
 */
final class AddressChoice {
  private static final Logger log = LoggerFactory.getLogger(AddressChoice.class);

  /** Then the tables are left alone for a moment. */
  private static final int MAX_TRIES = 100;

  /** So many times, a node that was tried lately is passed over. */
  private static final int TRIES_WITHOUT_RECENT = 30;

  /** So many times, one with another service's port is. */
  private static final int TRIES_WITHOUT_BAD_PORTS = 50;

  private static final Duration RECENT = Duration.ofMinutes(10);

  private final Surroundings surroundings;
  private final ConnectionNeighbours neighbours;
  private final AddressManager addresses;
  private final Set<NetworkType> reachable;
  private final AddedNodes added;
  private final Links links;

  AddressChoice(
      Surroundings surroundings,
      ConnectionNeighbours neighbours,
      Set<NetworkType> reachable,
      AddedNodes added,
      Links links) {
    this.surroundings = surroundings;
    this.neighbours = neighbours;
    this.addresses = neighbours.addresses();
    this.reachable = reachable;
    this.added = added;
    this.links = links;
  }

  /** Whether it makes sense to be connected again to a peer of the time before the last stop. */
  boolean isGoodAnchor(PeerAddress anchor, Set<NetGroup> taken) {
    var endpoint = anchor.endpoint();
    return !neighbours.isOwn().test(endpoint)
        && isReachable(endpoint)
        && neighbours.usefulness().isUseful(anchor.services())
        && !isIn(taken, endpoint);
  }

  /**
   * Somebody to be connected to for long.
   *
   * @param type for the log
   * @param only by this network; by any that can be reached if it is empty
   * @param taken where there are peers already
   */
  Optional<PeerAddress> lasting(
      ConnectionType type, Optional<NetworkType> only, Set<NetGroup> taken) {
    var networks = only.map(Set::of).orElse(reachable);
    for (int tries = 1; tries <= MAX_TRIES; tries++) {
      var candidate = addresses.select(false, networks, now());
      if (candidate.isEmpty()) {
        return Optional.empty();
      }
      var address = candidate.get().address();
      if (isIn(taken, address.endpoint())) {
        continue;
      }
      if (neighbours.isOwn().test(address.endpoint())) {
        return Optional.empty();
      }
      if (isTimely(candidate.get(), tries)
          && neighbours.usefulness().isUseful(address.services())
          && isAcceptable(address.endpoint(), tries, type, only)) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** Somebody of whom it would be good to know whether he is there. */
  Optional<PeerAddress> forFeeler() {
    for (int tries = 1; tries <= MAX_TRIES; tries++) {
      var candidate = collision().or(() -> addresses.select(true, reachable, now()));
      if (candidate.isEmpty() || neighbours.isOwn().test(candidate.get().address().endpoint())) {
        return Optional.empty();
      }
      var address = candidate.get().address();
      if (isTimely(candidate.get(), tries)
          && neighbours.usefulness().mayKnowOthers(address.services())
          && isAcceptable(address.endpoint(), tries, ConnectionType.FEELER, Optional.empty())) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** Somebody whose place in the tables is wanted; a peer has shown already that he is there. */
  private Optional<Candidate> collision() {
    var collision = addresses.selectTriedCollision();
    if (collision.isPresent()) {
      var endpoint = collision.get().address().endpoint();
      if (links.isConnectedTo(endpoint.address())) {
        addresses.good(endpoint, now());
        return Optional.empty();
      }
    }
    return collision;
  }

  private boolean isTimely(Candidate candidate, int tries) {
    return tries >= TRIES_WITHOUT_RECENT || !candidate.lastTry().plus(RECENT).isAfter(now());
  }

  private boolean isAcceptable(
      Endpoint endpoint, int tries, ConnectionType type, Optional<NetworkType> only) {
    boolean isIp = endpoint.address() instanceof Ipv4 || endpoint.address() instanceof Ipv6;
    if (!isReachable(endpoint)
        || (tries < TRIES_WITHOUT_BAD_PORTS && isIp && BadPorts.contains(endpoint.port()))) {
      return false;
    }
    if (added.contains(endpoint)) {
      log.debug(
          "Not making automatic {}{} connection to {} peer selected for manual (addnode)"
              + " connection",
          only.isPresent() ? "network-specific " : "",
          type,
          endpoint.address().network());
      return false;
    }
    return true;
  }

  private boolean isReachable(Endpoint endpoint) {
    return reachable.contains(endpoint.address().network());
  }

  private boolean isIn(Set<NetGroup> taken, Endpoint endpoint) {
    return taken.contains(neighbours.groups().of(endpoint.address()));
  }

  private Instant now() {
    return surroundings.clock().instant();
  }
}
