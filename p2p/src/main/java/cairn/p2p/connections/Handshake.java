package cairn.p2p.connections;

import cairn.p2p.Blockchain;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Greeting;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.Peer.Stage;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.Endpoint;
import cairn.p2p.wire.HandshakeMessage;
import cairn.p2p.wire.HandshakeMessage.Feature;
import cairn.p2p.wire.HandshakeMessage.SendAddrV2;
import cairn.p2p.wire.HandshakeMessage.SendTxRcncl;
import cairn.p2p.wire.HandshakeMessage.Verack;
import cairn.p2p.wire.HandshakeMessage.Version;
import cairn.p2p.wire.HandshakeMessage.WtxidRelay;
import cairn.p2p.wire.PrintableText;
import cairn.p2p.wire.ServiceFlags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The first messages of a connection: who is there, and which protocol the two speak.
 *
 * <p>Whoever connects says {@code version} first, the other answers with its own, and each says
 * {@code verack} to the other's. What changes the meaning of later messages is told between the two
 * (BIP 155, BIP 339, BIP 434).
 */
public final class Handshake implements Machine {
  private static final Logger log = LoggerFactory.getLogger(Handshake.class);

  /** What this node speaks, as Bitcoin Core 31 does. */
  public static final int PROTOCOL_VERSION = 70017;

  /** What is spoken where nobody is to know who this is. */
  private static final int PRIVATE_VERSION = 70016;

  /** The oldest version that is spoken with. */
  private static final int MIN_VERSION = 31800;

  private static final int WTXID_RELAY_VERSION = 70016;
  private static final int ADDR_V2_VERSION = 70016;
  private static final int FEATURE_VERSION = 70017;

  private final Surroundings surroundings;
  private final Blockchain chain;
  private final Usefulness usefulness;
  private final Options options;
  private final Listener listener;

  /** What tells this node by itself: the nonces of the connections it is opening. */
  private final Map<Peer, Long> nonces = new HashMap<>();

  /**
   * What this node says of itself.
   *
   * @param userAgent as in BIP 14
   * @param takesTransactions whether it wants transactions from others at all
   */
  public record Options(String userAgent, boolean takesTransactions) {}

  /** Is told how far a handshake has come. */
  public interface Listener {
    /** The peer has said which services it offers; it has not been judged by them yet. */
    void offers(Peer peer, ServiceFlags services);

    /**
     * The peer has said who it is, and has been answered all but the {@code verack}.
     *
     * @return whether the peer is to stay
     */
    boolean greeted(Peer peer);

    /** The {@code verack} is sent too: what is to come before anything else may be sent now. */
    void acknowledged(Peer peer);

    /** Both sides are done. */
    void ready(Peer peer);
  }

  public Handshake(
      Surroundings surroundings,
      Blockchain chain,
      Usefulness usefulness,
      Options options,
      Listener listener) {
    this.surroundings = surroundings;
    this.chain = chain;
    this.usefulness = usefulness;
    this.options = options;
    this.listener = listener;
  }

  /** A connection is open. */
  public void opened(Peer peer) {
    if (!peer.type().isInbound()) {
      long nonce = surroundings.random().nextLong();
      nonces.put(peer, nonce);
      greet(peer, nonce);
    }
  }

  @Override
  public void closed(Peer peer) {
    nonces.remove(peer);
  }

  /** Takes in a message of the handshake, whenever it comes. */
  public void received(Peer peer, HandshakeMessage message) {
    if (message instanceof Version version) {
      version(peer, version);
      return;
    }
    if (peer.stage() == Stage.OPENED) {
      log.debug(
          "non-version message before version handshake. Message \"{}\" from {}",
          message.command(),
          peer);
      return;
    }
    switch (message) {
      case Version _ -> throw new AssertionError("dealt with above");
      case Verack() -> verack(peer);
      case WtxidRelay() -> wtxidRelay(peer);
      case SendAddrV2() -> {
        if (isInTime(peer, message)) {
          peer.useAddrV2();
        }
      }
      case Feature feature -> feature(peer, feature);
      case SendTxRcncl _ ->
          log.debug(
              "sendtxrcncl from {} ignored, as our node does not have txreconciliation enabled",
              peer);
    }
  }

  /** Whether the peer may send transactions to this node: it is told at the start. */
  public boolean takesTransactionsFrom(Peer peer) {
    return peer.type().relaysTransactions()
        && (options.takesTransactions() || peer.has(Permission.RELAY));
  }

  private void greet(Peer peer, long nonce) {
    if (peer.type() == ConnectionType.PRIVATE_BROADCAST) {
      surroundings.out().send(peer, anonymous(nonce));
      return;
    }
    var seen = peer.remote();
    boolean isTold = seen.address().isRoutable() && seen.address().fitsLegacy();
    boolean relay = takesTransactionsFrom(peer);
    int height = chain.tip().height();
    var ours =
        new Version(
            PROTOCOL_VERSION,
            peer.ourServices(),
            surroundings.clock().instant().getEpochSecond(),
            peer.facts().services(),
            isTold ? seen : Endpoint.UNSPECIFIED,
            nonce,
            options.userAgent(),
            height,
            relay);
    surroundings.out().send(peer, ours);
    log.debug(
        "send version message: version={}, blocks={}, txrelay={}, {}",
        PROTOCOL_VERSION,
        height,
        relay,
        peer);
  }

  /** What says nothing of this node, and is the same for whoever else sends it. */
  private static Version anonymous(long nonce) {
    return new Version(
        PRIVATE_VERSION,
        ServiceFlags.NONE,
        0,
        ServiceFlags.NONE,
        Endpoint.UNSPECIFIED,
        nonce,
        "/pynode:0.0.1/",
        0,
        false);
  }

  private void version(Peer peer, Version theirs) {
    if (peer.stage() != Stage.OPENED) {
      log.debug("redundant version message from {}", peer);
      return;
    }
    listener.offers(peer, theirs.services());
    if (!isWelcome(peer, theirs)) {
      return;
    }
    if (peer.type().isInbound()) {
      greet(peer, surroundings.random().nextLong());
    }
    boolean isPrivate = peer.type() == ConnectionType.PRIVATE_BROADCAST;
    var greeting = greeting(theirs, isPrivate ? PRIVATE_VERSION : PROTOCOL_VERSION);
    peer.greeted(greeting);
    log.debug(
        "receive version message: {}: version {}, blocks={}, us={}, txrelay={}, {}",
        greeting.userAgent().isEmpty() ? "<no user agent>" : greeting.userAgent(),
        greeting.version(),
        greeting.startHeight(),
        theirs.receiver(),
        greeting.relay(),
        peer);
    if (isPrivate) {
      acknowledgeAlone(peer);
      return;
    }
    if (greeting.commonVersion() >= WTXID_RELAY_VERSION) {
      surroundings.out().send(peer, new WtxidRelay());
    }
    if (greeting.commonVersion() >= ADDR_V2_VERSION) {
      surroundings.out().send(peer, new SendAddrV2());
    }
    if (!listener.greeted(peer)) {
      return;
    }
    surroundings.out().send(peer, new Verack());
    listener.acknowledged(peer);
    if (peer.type() == ConnectionType.FEELER) {
      surroundings.discipline().drop(peer, "feeler connection completed");
    }
  }

  /** Nothing is told but that the two can talk. */
  private void acknowledgeAlone(Peer peer) {
    if (peer.greeting().relay()) {
      surroundings.out().send(peer, new Verack());
      listener.acknowledged(peer);
    } else {
      log.debug("Disconnecting: does not support transaction relay (connected in vain), {}", peer);
      surroundings.discipline().drop(peer, "it takes no transactions");
    }
  }

  /** Whether the connection is worth going on with; closes it if not. */
  private boolean isWelcome(Peer peer, Version theirs) {
    var discipline = surroundings.discipline();
    if (peer.type().requiresServices() && !usefulness.isUseful(theirs.services())) {
      discipline.drop(
          peer,
          "peer does not offer the expected services (%08x offered, %08x expected)"
              .formatted(theirs.services().bits(), usefulness.required(theirs.services()).bits()));
      return false;
    }
    if (theirs.version() < MIN_VERSION) {
      discipline.drop(peer, "peer using obsolete version " + theirs.version());
      return false;
    }
    if (peer.type().isInbound() && nonces.containsValue(theirs.nonce())) {
      log.info("connected to self at {}, disconnecting", peer.remote());
      discipline.drop(peer, "connected to self");
      return false;
    }
    return true;
  }

  private Greeting greeting(Version theirs, int ours) {
    long now = surroundings.clock().instant().getEpochSecond();
    var us = theirs.receiver();
    return new Greeting(
        theirs.version(),
        Math.min(theirs.version(), ours),
        theirs.services(),
        PrintableText.of(theirs.userAgent()),
        theirs.startHeight(),
        theirs.relay(),
        us.address().isValid() ? Optional.of(us) : Optional.empty(),
        Duration.ofSeconds(Math.subtractExact(Math.max(0, theirs.time()), now)));
  }

  private void verack(Peer peer) {
    if (peer.isReady()) {
      log.debug("ignoring redundant verack message from {}", peer);
      return;
    }
    nonces.remove(peer);
    peer.enter(Stage.READY);
    // Others can have many of these written.
    log.atLevel(peer.type().isInbound() ? Level.DEBUG : Level.INFO)
        .log(
            "New {} peer connected: transport: {}, version: {}, {}",
            peer.type(),
            peer.transport().protocol(),
            peer.greeting().version(),
            peer);
    listener.ready(peer);
  }

  private void wtxidRelay(Peer peer) {
    if (!isInTime(peer, new WtxidRelay())) {
      return;
    }
    if (peer.commonVersion() < WTXID_RELAY_VERSION) {
      log.debug(
          "ignoring wtxidrelay due to old common version={} from {}", peer.commonVersion(), peer);
    } else if (peer.wtxidRelay()) {
      log.debug("ignoring duplicate wtxidrelay from {}", peer);
    } else {
      peer.useWtxidRelay();
    }
  }

  private void feature(Peer peer, Feature feature) {
    if (!isInTime(peer, feature)) {
      return;
    }
    if (peer.commonVersion() < FEATURE_VERSION) {
      surroundings
          .discipline()
          .drop(peer, "feature received with incompatible version " + peer.commonVersion());
    } else if (!feature.isWellFormed()) {
      surroundings.discipline().drop(peer, "invalid feature payload");
    } else {
      log.debug("unknown feature advertised: {}", PrintableText.of(feature.id()));
    }
  }

  /** Whether both sides are still at it; what comes later would change the rules of the game. */
  private boolean isInTime(Peer peer, HandshakeMessage message) {
    if (peer.isReady()) {
      surroundings.discipline().drop(peer, message.command() + " received after verack");
      return false;
    }
    return true;
  }
}
