package cairn.p2p.connections;

import cairn.p2p.addresses.NetGroup;
import cairn.p2p.addresses.NetGroups;
import cairn.p2p.connections.Wish.Slot;
import cairn.p2p.peer.ConnectionFacts;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkAddress;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.SipHash;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connections, in the order in which they were opened, and those that are being opened. */
final class Links {
  private static final Logger log = LoggerFactory.getLogger(Links.class);

  private final NetGroups groups;
  private final boolean logsAddresses;
  private final long key0;
  private final long key1;
  private final Map<Peer, Link> links = new LinkedHashMap<>();

  /** What is being tried, with whom. */
  private final List<Wish> underWay = new ArrayList<>();

  private long nextId;

  /** How often a connection has come or gone. */
  private long changes;

  /** Counted once, since it is asked for again and again; null if it has to be counted anew. */
  private @Nullable Outbound outbound;

  Links(NetGroups groups, RandomGenerator random, boolean logsAddresses) {
    this.groups = groups;
    this.logsAddresses = logsAddresses;
    this.key0 = random.nextLong();
    this.key1 = random.nextLong();
  }

  /**
   * Who was chosen for what is meant to last.
   *
   * @param automatic how many count for {@link Slot#AUTOMATIC}, the others included
   * @param networks by which there are peers for everything
   * @param places in how many different places these peers are, as far as that can be told
   * @param groups of these peers, and of those being called
   */
  record Outbound(
      int fullRelay,
      int blockRelay,
      int automatic,
      Set<NetworkType> networks,
      int places,
      Set<NetGroup> groups) {}

  /** A connection stands. */
  Link add(
      ConnectionFacts facts, @Nullable Wish wish, ServiceFlags services, boolean isDiscouraged) {
    var offered =
        facts.permissions().contains(Permission.BLOOMFILTER)
            ? services.with(ServiceFlags.BLOOM)
            : services;
    var peer = new Peer(new PeerId(nextId++), facts, offered);
    var group = groups.of(facts.remote().address());
    long keyedGroup = SipHash.of(key0, key1, group.bytes());
    var link = new Link(peer, wish, group, keyedGroup, isDiscouraged);
    links.put(peer, link);
    changed(peer);
    if (logsAddresses) {
      log.debug("Added connection to {} {}, peeraddr={}", facts.name(), peer, facts.remote());
    } else {
      log.debug("Added connection {}", peer);
    }
    return link;
  }

  /** A connection has ended; null if there was none. */
  @Nullable Link remove(Peer peer) {
    changed(peer);
    return links.remove(peer);
  }

  private void changed(Peer peer) {
    changes++;
    if (!peer.type().isInbound()) {
      outbound = null;
    }
  }

  /** Another number than before, if a connection has come or gone since. */
  long changes() {
    return changes;
  }

  /** Null if there is no such connection. */
  @Nullable Link find(Peer peer) {
    return links.get(peer);
  }

  Optional<Link> find(PeerId id) {
    return links.values().stream().filter(link -> link.peer.id().equals(id)).findFirst();
  }

  void begin(Wish wish) {
    underWay.add(wish);
    outbound = null;
  }

  void end(Wish wish) {
    underWay.remove(wish);
    outbound = null;
  }

  /** Those that this node has not closed. */
  Stream<Link> open() {
    return links.values().stream().filter(Link::isOpen);
  }

  /** The same as {@link #all}, as long as none comes or goes. */
  Iterable<Link> inOrder() {
    return links.values();
  }

  /** All, those being closed included. */
  List<Link> all() {
    return List.copyOf(links.values());
  }

  int count(Predicate<Link> matching) {
    int count = 0;
    for (var link : links.values()) {
      count += matching.test(link) ? 1 : 0;
    }
    return count;
  }

  /** How many of one type there are, or are being opened. */
  int count(ConnectionType type) {
    return count(link -> link.isOpen(type))
        + (int) underWay.stream().filter(wish -> wish.type() == type).count();
  }

  /** How many of one type have their handshake done. */
  int ready(ConnectionType type) {
    return count(link -> link.peer.isReady() && link.peer.type() == type);
  }

  /** How many count for a bound: those being closed do until they are. */
  int taken(Slot slot) {
    return count(link -> link.wish != null && link.wish.slot() == slot)
        + (int) underWay.stream().filter(wish -> wish.slot() == slot).count();
  }

  /** Whether there is, or soon will be, a connection to this address, whatever the port. */
  boolean isConnectedTo(NetworkAddress address) {
    return links.values().stream().anyMatch(link -> link.peer.remote().address().equals(address))
        || underWay.stream()
            .anyMatch(
                wish -> wish.node() != null && wish.node().endpoint().address().equals(address));
  }

  boolean isConnectedTo(Endpoint endpoint) {
    return links.values().stream().anyMatch(link -> link.peer.remote().equals(endpoint));
  }

  /** Whether there is, or soon will be, a connection to what the operator calls so. */
  boolean isConnectedTo(String name) {
    return links.values().stream().anyMatch(link -> link.peer.facts().name().equals(name))
        || underWay.stream().anyMatch(wish -> wish.name().equals(name));
  }

  /** How many there are by one network that are for everything, and not the peers' choice. */
  int countFullOutboundBy(NetworkType network) {
    return count(link -> link.isFullOutbound() && link.peer.facts().network() == network);
  }

  /**
   * What there is for the long run, by this node's or the operator's choice. It may take until the
   * connection has ended to see that a peer was dropped.
   */
  Outbound outbound() {
    if (outbound == null) {
      outbound = countOutbound();
    }
    return outbound;
  }

  private Outbound countOutbound() {
    var networks = EnumSet.noneOf(NetworkType.class);
    var groups = new HashSet<NetGroup>();
    int inOverlays = 0;
    int fullRelay = 0;
    int blockRelay = 0;
    int automatic = 0;
    for (var link : links.values()) {
      // Inbound peers are not counted, since anyone could keep this node from others by calling.
      if (link.peer.type().isInbound()) {
        continue;
      }
      boolean isForBlocks = link.isOpen(ConnectionType.BLOCK_RELAY_ONLY);
      fullRelay += link.isOpen(ConnectionType.OUTBOUND_FULL_RELAY) ? 1 : 0;
      blockRelay += isForBlocks ? 1 : 0;
      automatic += link.wish != null && link.wish.slot() == Slot.AUTOMATIC ? 1 : 0;
      if (link.isFullOutbound()) {
        networks.add(link.peer.facts().network());
      }
      if (link.isFullOutbound() || isForBlocks) {
        if (tellsPlace(link.peer.remote().address())) {
          groups.add(link.group);
        } else {
          inOverlays++;
        }
      }
    }
    int places = groups.size() + inOverlays;
    for (var wish : underWay) {
      fullRelay += wish.type() == ConnectionType.OUTBOUND_FULL_RELAY ? 1 : 0;
      blockRelay += wish.type() == ConnectionType.BLOCK_RELAY_ONLY ? 1 : 0;
      automatic += wish.slot() == Slot.AUTOMATIC ? 1 : 0;
      var node = wish.node();
      // Such as those called once more in the clear, while others are chosen.
      if (wish.type() != ConnectionType.FEELER
          && node != null
          && tellsPlace(node.endpoint().address())) {
        groups.add(this.groups.of(node.endpoint().address()));
      }
    }
    return new Outbound(fullRelay, blockRelay, automatic, networks, places, groups);
  }

  /** In the others a group says nothing about who has the address, or how it is reached. */
  private static boolean tellsPlace(NetworkAddress address) {
    return switch (address.type()) {
      case ONION, I2P, CJDNS -> false;
      case IPV4, IPV6, INTERNAL, UNROUTABLE -> true;
    };
  }
}
