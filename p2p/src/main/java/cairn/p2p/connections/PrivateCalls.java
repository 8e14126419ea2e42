package cairn.p2p.connections;

import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.own.PrivateConnections;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls nodes by Tor, to send them a transaction of this node's own. As Core's {@code
 * ThreadPrivateBroadcast}.
 */
final class PrivateCalls implements PrivateConnections {
  private static final Logger log = LoggerFactory.getLogger(PrivateCalls.class);

  private static final int MAX_CONNECTIONS = 64;

  /** Then the tables are left alone for a moment. */
  private static final int MAX_TRIES = 100;

  private final Surroundings surroundings;
  private final ConnectionOptions options;
  private final ConnectionNeighbours neighbours;
  private final Links links;
  private final Dialler dialler;

  /** How many are to be opened, those included that are being tried. */
  private int wanted;

  private int underWay;

  /** Whether the proxy for onion addresses leads to them, so that it is Tor's. */
  private boolean isTor;

  PrivateCalls(
      Surroundings surroundings,
      ConnectionOptions options,
      ConnectionNeighbours neighbours,
      Links links,
      Dialler dialler) {
    this.surroundings = surroundings;
    this.options = options;
    this.neighbours = neighbours;
    this.links = links;
    this.dialler = dialler;
  }

  @Override
  public void want(int count) {
    wanted += count;
  }

  @Override
  public void wantLess(int count) {
    wanted = Math.max(0, wanted - count);
  }

  /** A peer has answered. */
  void greeted(Peer peer) {
    isTor |= !peer.type().isInbound() && peer.facts().network() == NetworkType.ONION;
  }

  /** A connection stands, for this or something else. */
  void opened(Peer peer) {
    if (peer.type() == ConnectionType.PRIVATE_BROADCAST) {
      wantLess(1);
      log.debug("Socket connected to {}; remaining connections to open: {}", peer.remote(), wanted);
    }
  }

  void beat() {
    int room = MAX_CONNECTIONS - links.count(ConnectionType.PRIVATE_BROADCAST);
    int missing = Math.min(room, wanted - underWay);
    for (int i = 0; i < missing && dialler.isActive(); i++) {
      var node = choose();
      if (node.isEmpty()) {
        log.debug("Connections needed but addrman keeps returning bad addresses, will retry");
        return;
      }
      call(node.get());
    }
  }

  private Optional<PeerAddress> choose() {
    var network = network();
    for (int tries = 0; network.isPresent() && tries < MAX_TRIES; tries++) {
      var candidate =
          neighbours
              .addresses()
              .select(false, Set.of(network.get()), surroundings.clock().instant());
      if (candidate.isEmpty()) {
        return Optional.empty();
      }
      var node = candidate.get().address();
      if (!neighbours.isOwn().test(node.endpoint())) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** Onion services, and by Tor also others once it is known that it is there. */
  private Optional<NetworkType> network() {
    var reachable = options.means().networks();
    if (!reachable.contains(NetworkType.ONION)) {
      return Optional.empty();
    }
    var networks = new ArrayList<NetworkType>();
    networks.add(NetworkType.ONION);
    if (isTor) {
      for (var clear : Set.of(NetworkType.IPV4, NetworkType.IPV6)) {
        if (reachable.contains(clear)) {
          networks.add(clear);
        }
      }
    }
    return Optional.of(networks.get(surroundings.random().nextInt(networks.size())));
  }

  private void call(PeerAddress node) {
    boolean encrypted =
        neighbours.ourServices().get().has(ServiceFlags.P2P_V2)
            && node.services().has(ServiceFlags.P2P_V2);
    underWay++;
    dialler.dial(
        new Wish("", node, ConnectionType.PRIVATE_BROADCAST, encrypted, Slot.FREE, true),
        () -> underWay--);
  }
}
