package cairn.p2p.connections;

import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.transport.TransportInfo.Protocol;
import java.time.Duration;
import java.time.Instant;

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

  /**
   * @param patience how long after its start a connection is left alone
   */
  Inactivity(Surroundings surroundings, Activity activity, Duration patience, Links links) {
    this.surroundings = surroundings;
    this.activity = activity;
    this.patience = patience;
    this.links = links;
  }

  void check() {
    var now = surroundings.clock().instant();
    for (var link : links.open().toList()) {
      var peer = link.peer;
      if (link.isOpen() && now.isAfter(peer.openedAt().plus(patience))) {
        check(peer, now);
      }
      if (peer.type() == ConnectionType.ADDR_FETCH
          && peer.isReady()
          && now.isAfter(peer.openedAt().plus(LONGEST_FETCH))) {
        drop(peer, "addrfetch connection timeout");
      }
    }
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
      drop(peer, "socket sending timeout: " + seconds(sent.get(), now) + "s");
    } else if (isTooLong(received.get(), now)) {
      drop(peer, "socket receive timeout: " + seconds(received.get(), now) + "s");
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

  private void drop(Peer peer, String reason) {
    surroundings.discipline().drop(peer, reason);
  }
}
