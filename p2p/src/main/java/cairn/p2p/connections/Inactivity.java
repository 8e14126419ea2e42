package cairn.p2p.connections;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.transport.TransportInfo.Protocol;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Parts with peers that are not there: who says nothing at first, does not finish the handshake, or
 * has not taken or sent a byte for long, or knows no addresses though that is all it was called
 * for. As Core's {@code InactivityCheck}.
 */
final class Inactivity {
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(20);

  /** Whoever was called for addresses alone has told of some by then. */
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(5);

  private final Surroundings surroundings;
  private final Activity activity;
  private final Duration patience;
  private final Links links;

  /** When there may be something to do, if no connection comes or goes before. */
  private Instant next = Instant.MIN;

  private long changesSeen;

  /**
   * @param patience how long after its start a connection is left alone
   */
  Inactivity(Surroundings surroundings, Activity activity, Duration patience, Links links) {
    this.surroundings = surroundings;
    this.activity = activity;
    this.patience = patience;
    this.links = links;
  }

  /** Parts with those of whom it is time, if it may be for anyone. */
  void check() {
    var now = surroundings.clock().instant();
    if (links.changes() == changesSeen && now.isBefore(next)) {
      return;
    }
    changesSeen = links.changes();
    next = Instant.MAX;
    var due = new ArrayList<Link>();
    for (var link : links.inOrder()) {
      if (now.isBefore(link.fineUntil)) {
        next = earlier(next, link.fineUntil);
      } else if (link.isOpen()) {
        due.add(link);
      }
    }
    for (var link : due) {
      check(link, now);
      if (link.isOpen()) {
        link.fineUntil = nextLook(link.peer, now);
        next = earlier(next, link.fineUntil);
      }
    }
  }

  private void check(Link link, Instant now) {
    var peer = link.peer;
    if (now.isAfter(peer.openedAt().plus(patience))) {
      check(peer, now);
    }
    if (peer.type() == ConnectionType.ADDR_FETCH
        && peer.isReady()
        && now.isAfter(peer.openedAt().plus(LONGEST_FETCH))) {
      drop(peer, "addrfetch connection timeout");
    }
  }

  /** Until then, there is no reason to part with the peer. */
  private Instant nextLook(Peer peer, Instant now) {
    var end = peer.openedAt().plus(patience);
    if (now.isAfter(end)) {
      // It has sent and taken something, or it would have been dropped.
      end = earlier(last(activity.lastSent(peer)), last(activity.lastReceived(peer)));
      end = end.plus(LONGEST_SILENCE);
    }
    return peer.type() == ConnectionType.ADDR_FETCH
        ? earlier(end, peer.openedAt().plus(LONGEST_FETCH))
        : end;
  }

  private static Instant last(Optional<Instant> time) {
    return time.orElse(Instant.EPOCH);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void check(Peer peer, Instant now) {
    var sent = activity.lastSent(peer);
    var received = activity.lastReceived(peer);
    if (sent.isEmpty() || received.isEmpty()) {
      drop(
          peer,
          "socket no message in first %d seconds%s%s"
              .formatted(
                  patience.toSeconds(),
                  received.isEmpty() ? ", never received from peer" : "",
                  sent.isEmpty() ? ", never sent to peer" : ""));
    } else if (isTooLong(sent.get(), now)) {
      giveUp(peer, "socket sending timeout: " + seconds(sent.get(), now) + "s");
    } else if (isTooLong(received.get(), now)) {
      giveUp(peer, "socket receive timeout: " + seconds(received.get(), now) + "s");
    } else if (!peer.isReady()) {
      boolean isSettled = activity.transport(peer) != Protocol.DETECTING;
      drop(peer, (isSettled ? "version" : "V2") + " handshake timeout");
    }
  }

  private static boolean isTooLong(Instant since, Instant now) {
    return now.isAfter(since.plus(LONGEST_SILENCE));
  }

  private static long seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds();
  }

  private void giveUp(Peer peer, String reason) {
    surroundings.discipline().giveUp(peer, reason);
  }

  private void drop(Peer peer, String reason) {
    surroundings.discipline().drop(peer, reason);
  }
}
