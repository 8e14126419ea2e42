package cairn.p2p.connections;

import cairn.p2p.addresses.NetGroups;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in whoever connects to this node, or has somebody else go for it, or does not. */
final class Inbound {
  private static final Logger log = LoggerFactory.getLogger(Inbound.class);

  private final Surroundings surroundings;
  private final ConnectionOptions options;
  private final ConnectionNeighbours neighbours;
  private final Slots slots;
  private final Links links;
  private final Dialler dialler;

  Inbound(
      Surroundings surroundings,
      ConnectionOptions options,
      ConnectionNeighbours neighbours,
      Slots slots,
      Links links,
      Dialler dialler) {
    this.surroundings = surroundings;
    this.options = options;
    this.neighbours = neighbours;
    this.slots = slots;
    this.links = links;
    this.dialler = dialler;
  }

  /** As Core's {@code CreateNodeFromAcceptedSocket}; null if the peer is not let in. */
  @Nullable Peer arrived(Arrival arrival) {
    var remote = dialler.inUse(arrival.remote());
    var address = remote.address();
    var permissions =
        arrival.overOnion()
            ? options.whitelist().ofHidden(arrival.whitebind())
            : options.whitelist().ofInbound(address, arrival.whitebind());
    if (!dialler.isActive()) {
      log.debug("connection from {} dropped: not accepting new connections", remote);
      return null;
    }
    boolean isProtected = permissions.contains(Permission.NOBAN);
    var now = surroundings.clock().instant();
    if (!isProtected && neighbours.bans().isBanned(address, now)) {
      log.debug("connection from {} dropped (banned)", remote);
      return null;
    }
    int inbound = links.count(Link::isInbound);
    boolean isDiscouraged = neighbours.discouraged().contains(address);
    if (!isProtected && isDiscouraged && inbound + 1 >= slots.inbound()) {
      log.debug("connection from {} dropped (discouraged)", remote);
      return null;
    }
    if (inbound >= slots.inbound() && !evict(Link::mayBeEvicted)) {
      log.debug("failed to find an eviction candidate - connection dropped (full)");
      return null;
    }
    var facts =
        new ConnectionFacts(
            ConnectionType.INBOUND,
            remote,
            remote.toString(),
            dialler.inUse(arrival.local()),
            arrival.overOnion() ? NetworkType.ONION : NetGroups.networkOf(address),
            ServiceFlags.NONE,
            permissions,
            now);
    var link = links.add(facts, null, neighbours.ourServices().get(), isDiscouraged);
    log.debug("connection from {} accepted", remote);
    return link.peer;
  }

  /**
   * A peer wants transactions, which costs more: if it is one too many, another one that does has
   * to go, or else this one.
   *
   * @param mayGoItself whether it may be that other one, too
   * @return whether it may stay
   */
  boolean admitToRelay(Link link, String message, boolean mayGoItself) {
    link.relaysTransactions = true;
    if (!link.isInbound() || relaying() <= slots.inboundRelaying()) {
      return true;
    }
    boolean hasRoom =
        evict(other ->
            other.mayBeEvicted()
                && other.relaysTransactions
                && (mayGoItself || !other.equals(link)));
    if (!hasRoom) {
      surroundings
          .discipline()
          .drop(
              link.peer,
              "failed to find a tx-relaying eviction candidate - connection dropped after "
                  + message
                  + " message");
    }
    return link.isOpen();
  }

  private int relaying() {
    return links.count(link -> link.isInbound() && link.relaysTransactions);
  }

  /** Has one go of those that match; false if all of them deserve to stay. */
  private boolean evict(Predicate<Link> matching) {
    var candidates =
        links.open().filter(matching).map(link -> link.candidate(neighbours.merits())).toList();
    var chosen = InboundEviction.choose(candidates);
    chosen
        .flatMap(candidate -> links.find(candidate.id()))
        .ifPresent(link ->
            surroundings.discipline().drop(link.peer, "selected inbound connection for eviction"));
    return chosen.isPresent();
  }
}
