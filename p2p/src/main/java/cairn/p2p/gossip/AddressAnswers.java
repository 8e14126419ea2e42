package cairn.p2p.gossip;

import cairn.p2p.addresses.AddressManager;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is answered to {@code getaddr}: the same for a day to all who come the same way, so that
 * asking often does not lay bare what this node knows, and when it learned it.
 */
final class AddressAnswers {
  private static final int MAX = 1000;
  private static final int MAX_PERCENT = 23;
  private static final Duration SHORTEST = Duration.ofHours(21);
  private static final Duration SPREAD = Duration.ofHours(6);

  /** The way a peer comes: its network, and which of this node's addresses it has called. */
  private record Way(NetworkType network, Endpoint local) {}

  private record Answer(List<PeerAddress> addresses, Instant until) {}

  private final Surroundings surroundings;
  private final AddressManager addresses;
  private final Predicate<Endpoint> unwanted;

  /** One for each address that this node listens at and each network, which is few. */
  private final Map<Way, Answer> answers = new HashMap<>();

  /**
   * @param unwanted which nodes are banned or discouraged
   */
  AddressAnswers(
      Surroundings surroundings, AddressManager addresses, Predicate<Endpoint> unwanted) {
    this.surroundings = surroundings;
    this.addresses = addresses;
    this.unwanted = unwanted;
  }

  List<PeerAddress> to(Peer peer) {
    var now = surroundings.clock().instant();
    if (peer.has(Permission.ADDR)) {
      return choose(now);
    }
    var way = new Way(peer.facts().network(), peer.facts().local());
    var answer = answers.get(way);
    if (answer == null || answer.until().isBefore(now)) {
      var lifetime = SHORTEST.plusSeconds(surroundings.random().nextLong(SPREAD.toSeconds()));
      answer = new Answer(choose(now), now.plus(lifetime));
      answers.put(way, answer);
    }
    return answer.addresses();
  }

  private List<PeerAddress> choose(Instant now) {
    return addresses.getAddr(MAX, MAX_PERCENT, null, true, now).stream()
        .filter(address -> !unwanted.test(address.endpoint()))
        .toList();
  }
}
