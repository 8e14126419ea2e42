package cairn.p2p.connections;

import cairn.p2p.addresses.NetGroup;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Peers of this node's own choice that have gone, and are to have their places back when they are
 * there again. Others stand in for them meanwhile; but who only ever waits for places that become
 * free, and never leaves one, would have more and more of them (docs/decisions/0022).
 */
final class LostPeers {
  /** Whoever was there for less is not missed. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final Duration REMEMBERED = Duration.ofHours(3);

  /** The longer somebody is away, the longer it is until he is called again: a part of that. */
  private static final int PART = 4;

  private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(5);

  /** More than there are places. */
  private static final int MOST = 16;

  private final Surroundings surroundings;
  private final NetGroups groups;
  private final Links links;

  /** The longest lost first. */
  private final List<Lost> all = new ArrayList<>();

  private static final class Lost {
    final PeerAddress node;
    final ConnectionType type;
    final Instant since;
    Instant nextCall;

    Lost(PeerAddress node, ConnectionType type, Instant since) {
      this.node = node;
      this.type = type;
      this.since = since;
      this.nextCall = since.plus(SHORTEST_PAUSE);
    }

    boolean isAt(Endpoint endpoint) {
      return node.endpoint().equals(endpoint);
    }
  }

  /** Whom to call again, and for what. */
  record Missed(PeerAddress node, ConnectionType type) {}

  LostPeers(Surroundings surroundings, NetGroups groups, Links links) {
    this.surroundings = surroundings;
    this.groups = groups;
    this.links = links;
  }

  /** A connection has ended. */
  void ended(Link link) {
    var now = surroundings.clock().instant();
    var peer = link.peer;
    boolean isMissed =
        isChosen(link)
            && link.wasReady
            && !link.isStandIn
            && !peer.wasDropped()
            && !now.isBefore(peer.openedAt().plus(LONG));
    if (isMissed) {
      all.removeIf(lost -> lost.isAt(peer.remote()));
      if (all.size() == MOST) {
        all.removeFirst();
      }
      var node = new PeerAddress(now.getEpochSecond(), peer.services(), peer.remote());
      all.add(new Lost(node, peer.type(), now));
    }
  }

  private static boolean isChosen(Link link) {
    return link.wish != null
        && link.wish.slot() == Slot.AUTOMATIC
        && link.peer.type().isOutboundOrBlockRelay();
  }

  /**
   * Somebody who may be there again.
   *
   * @param taken where there are peers: nobody else there is wanted
   */
  Optional<Missed> next(Set<NetGroup> taken) {
    var now = surroundings.clock().instant();
    if (all.removeIf(lost -> now.isAfter(lost.since.plus(REMEMBERED)))) {
      keepStandIns();
    }
    for (var lost : all) {
      boolean isTaken = taken.contains(groups.of(lost.node.endpoint().address()));
      if (!isTaken && !now.isBefore(lost.nextCall)) {
        var pause = Duration.between(lost.since, now).dividedBy(PART);
        lost.nextCall = now.plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
        return Optional.of(new Missed(lost.node, lost.type));
      }
    }
    return Optional.empty();
  }

  /**
   * A handshake is done: the peer has its place again, if it had been lost, or stands in for
   * somebody who has.
   *
   * @param places how many there are for peers of this type
   */
  void ready(Link link, int places) {
    if (!isChosen(link)) {
      return;
    }
    var type = link.peer.type();
    boolean isBack = all.removeIf(lost -> lost.type == type && lost.isAt(link.peer.remote()));
    all.removeIf(lost -> lost.isAt(link.peer.remote())); // it was drawn for another place
    if (!isBack) {
      link.isStandIn = standIns(type).count() < lost(type);
    } else if (links.ready(type) > places) {
      // Whoever has come first of them has shown no more than that he can wait.
      standIns(type)
          .findFirst()
          .ifPresent(other ->
              surroundings.discipline().drop(other.peer, "its place is " + link.peer + "'s again"));
    }
    keepStandIns();
  }

  /** Those who stand in for nobody any more stay. */
  private void keepStandIns() {
    for (var type : List.of(ConnectionType.OUTBOUND_FULL_RELAY, ConnectionType.BLOCK_RELAY_ONLY)) {
      standIns(type)
          .sorted(Comparator.comparing((Link link) -> link.peer.id()).reversed())
          .limit(Math.max(0, standIns(type).count() - lost(type)))
          .forEach(link -> link.isStandIn = false);
    }
  }

  private long lost(ConnectionType type) {
    return all.stream().filter(lost -> lost.type == type).count();
  }

  /** Who stands in for others, the first to come first. */
  private Stream<Link> standIns(ConnectionType type) {
    return links.open().filter(link -> link.isStandIn && link.peer.type() == type);
  }
}
