package cairn.p2p.connections;

import cairn.p2p.connections.ConnectionOptions.Calls;
import cairn.p2p.own.PrivateConnections;
import cairn.p2p.peer.Arrival;
import cairn.p2p.peer.Call;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.sync.PeerSearch;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.NetworkType;
import cairn.p2p.wire.PeerAddress;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom this node is connected to: lets peers in, calls others, and parts with those that are not
 * there. For the thread of the peers alone. As Core's {@code CConnman}.
 *
 * <p>Whoever has the sockets says what arrives, opens, fails and closes, and calls {@link #beat}.
 */
public final class Connections implements Machine, PeerSearch {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  /**
   * How often {@link #beat} is to be called. By the time that really passes, not by the node's
   * clock: tests stop that one, and expect the node to go on with what it does in between.
   */
  public static final Duration BEAT = Duration.ofMillis(500);

  /** So many peers are called again after the next start. */
  private static final int MAX_ANCHORS = 2;

  private final Surroundings surroundings;
  private final ConnectionOptions options;
  private final ConnectionNeighbours neighbours;
  private final Slots slots;
  private final Links links;
  private final Dialler dialler;
  private final Inbound inbound;
  private final AddedNodes added;
  private final OnlyNodes only;
  private final DnsSeeding dnsSeeding;
  private final LostPeers lost;
  private final AutomaticCalls automatic;
  private final PrivateCalls privateCalls;
  private final Inactivity inactivity;
  private final UploadQuota upload;
  private final ConnectionCommands commands;
  private final ClockOffsets clockOffsets = new ClockOffsets();

  /** How many connections there are; those being closed count until they are. */
  public record Counts(int inbound, int outbound) {
    public int total() {
      return inbound + outbound;
    }
  }

  /**
   * @param anchors as {@link #anchors} gave them before the last stop
   */
  public Connections(
      Surroundings surroundings,
      ConnectionOptions options,
      ConnectionNeighbours neighbours,
      List<PeerAddress> anchors) {
    this.surroundings = surroundings;
    this.options = options;
    this.neighbours = neighbours;
    this.slots = Slots.of(options.limits());
    this.links = new Links(neighbours.groups(), surroundings.random(), options.logsAddresses());
    this.dialler = new Dialler(surroundings, options, neighbours, links);
    this.inbound = new Inbound(surroundings, options, neighbours, slots, links, dialler);
    this.added = new AddedNodes(links, dialler);
    this.only = new OnlyNodes(options.calls().only(), this::speaksV2, dialler);
    var fetches =
        new AddressFetches(
            neighbours.addresses(),
            options.seeds().nodes(),
            surroundings.clock(),
            surroundings.random());
    this.dnsSeeding = new DnsSeeding(surroundings, options, neighbours, links, dialler, fetches);
    this.lost = new LostPeers(surroundings, neighbours.groups(), links);
    this.automatic =
        new AutomaticCalls(
            surroundings,
            options,
            neighbours,
            slots,
            links,
            dialler,
            fetches,
            added,
            lost,
            anchors);
    this.privateCalls = new PrivateCalls(surroundings, options, neighbours, links, dialler);
    this.inactivity =
        new Inactivity(surroundings, neighbours.activity(), options.limits().patience(), links);
    this.upload =
        new UploadQuota(surroundings.clock(), neighbours.bytesSent(), options.limits().upload());
    options.calls().added().forEach(name -> added.add(name, speaksV2()));
    this.commands = new ConnectionCommands(surroundings, options, slots, links, dialler, added);
  }

  /** Whether BIP 324 is tried with those who may know it. */
  private boolean speaksV2() {
    return neighbours.ourServices().get().has(ServiceFlags.P2P_V2);
  }

  /** Begins to call others, with the first {@link #beat}. */
  public void start() {
    Calls calls = options.calls();
    if (calls.automatic()) {
      automatic.begin();
    }
    dnsSeeding.begin();
    // There are no such threads, but who starts a node and watches it waits for these words.
    log.info("addcon thread start");
    if (calls.automatic() || !calls.only().isEmpty()) {
      log.info("opencon thread start");
    }
  }

  /** Does what is to be done again and again. */
  public void beat() {
    upload.count();
    inactivity.check();
    dnsSeeding.beat();
    added.beat();
    only.beat();
    if (options.calls().automatic()) {
      automatic.beat();
    }
    privateCalls.beat();
  }

  /**
   * When this node is going to call somebody of its own choice, if no connection begins or ends
   * until then; the latest time if it is not. For whoever does not {@link #beat} all the time.
   */
  public Instant nextCall() {
    return automatic.due();
  }

  /**
   * A peer has connected to this node.
   *
   * @return null if the connection is to be closed
   */
  public @Nullable Peer arrived(Arrival arrival) {
    return inbound.arrived(arrival);
  }

  /**
   * What was asked for stands.
   *
   * @param remote where it leads; unspecified if only a proxy knows
   * @return null if it is not wanted any more, and is to be closed
   */
  public @Nullable Peer opened(Call call, Endpoint remote, Endpoint local) {
    var peer = dialler.opened(call, remote, local);
    if (peer != null) {
      privateCalls.opened(peer);
    }
    return peer;
  }

  /**
   * What was asked for does not come about.
   *
   * @param ofProxy whether already the proxy could not be reached, which says nothing of the node
   */
  public void failed(Call call, String reason, boolean ofProxy) {
    dialler.failed(call, reason, ofProxy);
  }

  /**
   * A connection has ended, whoever has ended it.
   *
   * @param retryWithV1 whether the peer may have ended it because it does not know BIP 324
   */
  public void closed(Peer peer, boolean retryWithV1) {
    var link = links.remove(peer);
    if (link == null) {
      return;
    }
    boolean isKnownToOthers =
        switch (peer.type()) {
          case INBOUND, BLOCK_RELAY_ONLY, PRIVATE_BROADCAST -> false;
          case OUTBOUND_FULL_RELAY, MANUAL, FEELER, ADDR_FETCH -> true;
        };
    if (link.wasReady && isKnownToOthers) {
      neighbours.addresses().connected(peer.remote(), surroundings.clock().instant());
    }
    lost.ended(link);
    log.debug("Cleared nodestate for {}", peer);
    if (retryWithV1) {
      dialler.retryWithV1(link);
    }
  }

  /** A peer has told its services, whether or not they do. */
  public void offers(Peer peer, ServiceFlags services) {
    if (isOutboundForAll(peer)) {
      neighbours.addresses().setServices(peer.remote(), services);
    }
    var link = links.find(peer);
    if (link != null) {
      link.isUseful = neighbours.usefulness().isUseful(services);
    }
  }

  /**
   * A peer has said who it is.
   *
   * @return whether it may stay: if it wants transactions, somebody may have to go
   */
  public boolean greeted(Peer peer) {
    var link = links.find(peer);
    return link == null || !peer.greeting().relay() || inbound.admitToRelay(link, "version", false);
  }

  /** A peer has been told that it is welcome: its address is a good one, if it was called there. */
  public void acknowledged(Peer peer) {
    privateCalls.greeted(peer);
    if (isOutboundForAll(peer)) {
      neighbours.addresses().good(peer.remote(), surroundings.clock().instant());
      clockOffsets.add(peer.greeting().clockAhead());
    }
  }

  /** Of connections for one transaction nothing is remembered that others could find out. */
  private static boolean isOutboundForAll(Peer peer) {
    return !peer.type().isInbound() && peer.type() != ConnectionType.PRIVATE_BROADCAST;
  }

  /** How far others' clocks are ahead. */
  public ClockOffsets clockOffsets() {
    return clockOffsets;
  }

  @Override
  public void ready(Peer peer) {
    var link = links.find(peer);
    if (link != null) {
      link.wasReady = true;
      boolean isForBlocks = peer.type() == ConnectionType.BLOCK_RELAY_ONLY;
      lost.ready(link, isForBlocks ? slots.blockRelay() : slots.fullRelay());
    }
  }

  /**
   * A peer that wanted no transactions now does.
   *
   * @param because of this message
   */
  public void wantsTransactions(Peer peer, String because) {
    var link = links.find(peer);
    if (link != null) {
      inbound.admitToRelay(link, because, true);
    }
  }

  /** Opens connections for transactions of this node's own. */
  public PrivateConnections forOwnTransactions() {
    return privateCalls;
  }

  /** What the operator can have done. */
  public ConnectionCommands commands() {
    return commands;
  }

  public Counts counts() {
    int calledUs = links.count(link -> link.peer.type().isInbound());
    return new Counts(calledUs, links.all().size() - calledUs);
  }

  /** The autonomous system that a peer is in; 0 if it is not known. */
  public long systemOf(Peer peer) {
    return neighbours.groups().systemOf(peer.remote().address());
  }

  /** Whom to call first after the next start: to be asked for before connections are closed. */
  public List<PeerAddress> anchors() {
    long now = surroundings.clock().instant().getEpochSecond();
    return links
        .open()
        .filter(link -> link.isOpen(ConnectionType.BLOCK_RELAY_ONLY))
        .limit(MAX_ANCHORS)
        .map(link -> new PeerAddress(now, link.peer.facts().services(), link.peer.remote()))
        .toList();
  }

  /** How much was sent, and may be. */
  public UploadQuota upload() {
    return upload;
  }

  @Override
  public boolean isOn() {
    return dialler.isActive() && options.calls().automatic();
  }

  @Override
  public int extraBlockRelayPeers() {
    return links.outbound().blockRelay() > slots.blockRelay()
        ? Math.max(0, links.ready(ConnectionType.BLOCK_RELAY_ONLY) - slots.blockRelay())
        : 0;
  }

  @Override
  public int extraFullRelayPeers() {
    return links.outbound().fullRelay() > slots.fullRelay()
        ? Math.max(0, links.ready(ConnectionType.OUTBOUND_FULL_RELAY) - slots.fullRelay())
        : 0;
  }

  @Override
  public boolean hasSeveralBy(NetworkType network) {
    return links.countFullOutboundBy(network) > 1;
  }

  @Override
  public void allowExtraFullRelay(boolean allowed) {
    automatic.allowExtraFullRelay(allowed);
  }

  @Override
  public void beginExtraBlockRelay() {
    automatic.beginExtraBlockRelay();
  }
}
