package cairn.p2p.connections;

import cairn.p2p.addresses.AddressManager;
import cairn.p2p.connections.Links.Outbound;
import cairn.p2p.connections.LostPeers.Missed;
import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.RandomTimes;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there are as many peers of this node's own choice as there should be, and now and
 * then one more, to find out whether these keep something from it. One is called at a time. As
 * Core's {@code ThreadOpenConnections}.
 */
final class AutomaticCalls {
  private static final Logger log = LoggerFactory.getLogger(AutomaticCalls.class);

  private static final Duration FEELER_EVERY = Duration.ofMinutes(2);
  private static final Duration EXTRA_BLOCK_RELAY_EVERY = Duration.ofMinutes(5);
  private static final Duration EXTRA_NETWORK_EVERY = Duration.ofMinutes(5);

  /** As many as there are lasting connections for blocks alone. */
  private static final int MAX_ANCHORS = 2;

  /** With peers in so many places, it is not for want of a network if one cannot be reached. */
  private static final int PLACES_ONLINE = 2;

  private final Surroundings surroundings;
  private final ConnectionOptions options;
  private final ConnectionNeighbours neighbours;
  private final AddressManager addresses;
  private final Slots slots;
  private final Links links;
  private final Dialler dialler;
  private final AddressFetches fetches;
  private final FixedSeedFallback fixedSeeds;
  private final AddressChoice choice;
  private final AddedNodes added;
  private final RandomTimes times;
  private final LostPeers lost;
  private final Deque<PeerAddress> anchors;
  private Instant nextFeeler;
  private Instant nextExtraBlockRelay;
  private Instant nextExtraNetwork;
  private boolean isCalling;

  /** Whether the last feeler's turn was taken by somebody who had been a peer. */
  private boolean hasCalledBack;

  private boolean mayTryExtraFullRelay;
  private boolean mayTryExtraBlockRelay;

  /** What may be called for whom. */
  private record Plan(ConnectionType type, Optional<NetworkType> only) {
    Plan(ConnectionType type) {
      this(type, Optional.empty());
    }
  }

  /**
   * @param anchors the last peers for blocks alone before this node was stopped
   */
  AutomaticCalls(
      Surroundings surroundings,
      ConnectionOptions options,
      ConnectionNeighbours neighbours,
      Slots slots,
      Links links,
      Dialler dialler,
      AddressFetches fetches,
      AddedNodes added,
      LostPeers lost,
      List<PeerAddress> anchors) {
    this.surroundings = surroundings;
    this.options = options;
    this.neighbours = neighbours;
    this.addresses = neighbours.addresses();
    this.slots = slots;
    this.links = links;
    this.dialler = dialler;
    this.fetches = fetches;
    this.added = added;
    this.lost = lost;
    this.fixedSeeds = new FixedSeedFallback(surroundings, addresses, options);
    this.choice =
        new AddressChoice(surroundings, neighbours, options.means().networks(), added, links);
    this.times = new RandomTimes(surroundings.random());
    this.anchors = new ArrayDeque<>(anchors.subList(0, Math.min(MAX_ANCHORS, anchors.size())));
    var now = surroundings.clock().instant();
    this.nextFeeler = times.after(now, FEELER_EVERY);
    this.nextExtraBlockRelay = times.after(now, EXTRA_BLOCK_RELAY_EVERY);
    this.nextExtraNetwork = times.after(now, EXTRA_NETWORK_EVERY);
  }

  void begin() {
    log.info("{} block-relay-only anchors will be tried for connections.", anchors.size());
    if (!options.seeds().fixed()) {
      log.info("Fixed seeds are disabled");
    }
  }

  void allowExtraFullRelay(boolean allowed) {
    mayTryExtraFullRelay = allowed;
    log.debug("setting try another outbound peer={}", allowed);
  }

  void beginExtraBlockRelay() {
    log.debug("enabling extra block-relay-only peers");
    mayTryExtraBlockRelay = true;
  }

  void beat() {
    if (isCalling) {
      return;
    }
    fetches.addSeedIfDue();
    isCalling = true;
    if (fetches.callNext(dialler, hasRoom(), speaksV2(), () -> isCalling = false)) {
      return;
    }
    isCalling = false;
    if (hasRoom()) {
      fixedSeeds.look(!added.isEmpty());
      var outbound = links.outbound();
      fetches.look(outbound.fullRelay());
      call(outbound);
    }
  }

  /**
   * When {@link #beat} has somebody to call, if no connection begins or ends until then, nor anyone
   * asks for more; the latest time if that has to happen first.
   */
  Instant due() {
    var outbound = links.outbound();
    if (isCalling || outbound.automatic() >= slots.automatic()) {
      return Instant.MAX;
    }
    boolean isNow =
        outbound.fullRelay() < slots.fullRelay()
            || outbound.blockRelay() < slots.blockRelay()
            || mayTryExtraFullRelay;
    if (isNow) {
      return Instant.MIN;
    }
    return mayTryExtraBlockRelay && nextExtraBlockRelay.isBefore(nextFeeler)
        ? nextExtraBlockRelay
        : nextFeeler;
  }

  private boolean hasRoom() {
    return links.outbound().automatic() < slots.automatic();
  }

  private boolean speaksV2() {
    return neighbours.ourServices().get().has(ServiceFlags.P2P_V2);
  }

  private void call(Outbound outbound) {
    boolean wantsBlockRelay = outbound.blockRelay() < slots.blockRelay();
    boolean triesAnchor = wantsBlockRelay && !anchors.isEmpty();
    var plan = triesAnchor ? new Plan(ConnectionType.BLOCK_RELAY_ONLY) : plan(outbound);
    if (plan == null) {
      return;
    }
    addresses.resolveCollisions(surroundings.clock().instant());
    if (plan.type() == ConnectionType.FEELER && callsBack(outbound)) {
      return;
    }
    var chosen = triesAnchor ? anchor(outbound) : Optional.<PeerAddress>empty();
    if (chosen.isEmpty()) {
      chosen =
          plan.type() == ConnectionType.FEELER
              ? choice.forFeeler()
              : choice.lasting(plan.type(), plan.only(), outbound.groups());
    }
    chosen.ifPresent(node -> call(node, plan, outbound.places()));
  }

  /** What is to be done now; null if there is nothing. */
  private @Nullable Plan plan(Outbound outbound) {
    var now = surroundings.clock().instant();
    if (outbound.fullRelay() < slots.fullRelay()) {
      return new Plan(ConnectionType.OUTBOUND_FULL_RELAY);
    }
    if (outbound.blockRelay() < slots.blockRelay()) {
      return new Plan(ConnectionType.BLOCK_RELAY_ONLY);
    }
    if (mayTryExtraFullRelay) {
      return new Plan(ConnectionType.OUTBOUND_FULL_RELAY);
    }
    if (mayTryExtraBlockRelay && now.isAfter(nextExtraBlockRelay)) {
      nextExtraBlockRelay = times.after(now, EXTRA_BLOCK_RELAY_EVERY);
      return new Plan(ConnectionType.BLOCK_RELAY_ONLY);
    }
    if (now.isAfter(nextFeeler)) {
      nextFeeler = times.after(now, FEELER_EVERY);
      return new Plan(ConnectionType.FEELER);
    }
    // With fewer than usual, whoever is alone in a network would never make room for others.
    if (outbound.fullRelay() == Slots.FULL_RELAY && now.isAfter(nextExtraNetwork)) {
      var network = networkWithoutPeers(outbound);
      if (network.isPresent()) {
        nextExtraNetwork = times.after(now, EXTRA_NETWORK_EVERY);
        return new Plan(ConnectionType.OUTBOUND_FULL_RELAY, network);
      }
    }
    return null;
  }

  /** A network by which nobody is connected, and somebody is known. */
  private Optional<NetworkType> networkWithoutPeers(Outbound outbound) {
    var networks = new ArrayList<NetworkType>();
    for (var network : options.means().networks()) {
      if (!outbound.networks().contains(network) && addresses.counts(network).total() > 0) {
        networks.add(network);
      }
    }
    return networks.isEmpty()
        ? Optional.empty()
        : Optional.of(networks.get(surroundings.random().nextInt(networks.size())));
  }

  private Optional<PeerAddress> anchor(Outbound outbound) {
    for (var anchor = anchors.pollLast(); anchor != null; anchor = anchors.pollLast()) {
      if (choice.isGoodAnchor(anchor, outbound.groups())) {
        log.debug("Trying to make an anchor connection to {}", anchor.endpoint());
        return Optional.of(anchor);
      }
    }
    return Optional.empty();
  }

  /** Calls somebody who had been a peer instead of sending a feeler, but not twice in turn. */
  private boolean callsBack(Outbound outbound) {
    var missed = hasCalledBack ? Optional.<Missed>empty() : lost.next(outbound.groups());
    hasCalledBack = missed.isPresent();
    missed.ifPresent(one -> {
      log.debug("Calling {} again, which was a peer", one.node().endpoint());
      call(one.node(), one.type(), false);
    });
    return hasCalledBack;
  }

  private void call(PeerAddress node, Plan plan, int places) {
    var endpoint = node.endpoint();
    if (plan.type() == ConnectionType.FEELER) {
      log.debug("Making feeler connection to {}", endpoint);
    }
    plan.only()
        .ifPresent(network ->
            log.debug("Making network specific connection to {} on {}.", endpoint, network));
    boolean isOnline = places >= Math.min(slots.total() - 1, PLACES_ONLINE);
    call(node, plan.type(), isOnline);
  }

  /**
   * @param countsFailure whether it says something of the node if it cannot be reached
   */
  private void call(PeerAddress node, ConnectionType type, boolean countsFailure) {
    boolean encrypted = speaksV2() && node.services().has(ServiceFlags.P2P_V2);
    isCalling = true;
    dialler.dial(
        new Wish("", node, type, encrypted, Slot.AUTOMATIC, countsFailure),
        () -> isCalling = false);
  }
}
