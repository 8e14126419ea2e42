package cairn.p2p.relay;

import static cairn.p2p.relay.RelayLogs.PACKAGES;

import cairn.p2p.TransactionPool;
import cairn.p2p.peer.ConnectionType;
import cairn.p2p.peer.Machine;
import cairn.p2p.peer.Peer;
import cairn.p2p.peer.PeerId;
import cairn.p2p.peer.Surroundings;
import cairn.p2p.peer.Wakeup;
import cairn.p2p.permissions.Permission;
import cairn.p2p.wire.InventoryItem;
import cairn.p2p.wire.InventoryItem.TxItem;
import cairn.p2p.wire.InventoryItem.WtxItem;
import cairn.p2p.wire.InventoryMessage.GetData;
import cairn.p2p.wire.InventoryType;
import cairn.p2p.wire.ServiceFlags;
import cairn.primitives.Transaction;
import cairn.primitives.TransactionId;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the transactions that peers announce, and those that others spend: the half of Core's
 * {@code TxDownloadManager} that comes before a transaction is here. What comes after is {@link
 * TransactionIntake}.
 */
final class TransactionDownload implements Machine {
  /** With so many requests to a peer under way, what it announces has to wait. */
  static final int MAX_IN_FLIGHT = 100;

  /** How many announcements of a peer are remembered at most, unless it may relay more. */
  static final int MAX_ANNOUNCEMENTS = 5000;

  static final Duration NOT_PREFERRED_DELAY = Duration.ofSeconds(2);

  /** While there are peers that announce by wtxid: by a txid one may get a broken witness. */
  static final Duration TXID_DELAY = Duration.ofSeconds(2);

  static final Duration OVERLOADED_DELAY = Duration.ofSeconds(2);
  static final Duration REQUEST_EXPIRY = Duration.ofSeconds(60);
  static final int MAX_GETDATA = 1000;

  private static final Logger log = LoggerFactory.getLogger(TransactionDownload.class);

  /**
   * What is known of a peer that transactions may be fetched from.
   *
   * @param preferred whether it was chosen by this node or its operator
   * @param mayRelayMore whether its announcements are not limited
   */
  private record Source(Peer peer, boolean preferred, boolean mayRelayMore, boolean byWtxid) {}

  private final Surroundings surroundings;
  private final TransactionPool pool;
  private final Orphanage orphanage;
  private final RecentDecisions decisions;
  private final UnderWay underWay;
  private final TransactionRequests requests;
  private final Wakeup wakeup;
  private final TreeMap<PeerId, Source> sources = new TreeMap<>();
  private int wtxidSources;

  TransactionDownload(
      Surroundings surroundings,
      TransactionPool pool,
      Orphanage orphanage,
      RecentDecisions decisions,
      UnderWay underWay) {
    this.surroundings = surroundings;
    this.pool = pool;
    this.orphanage = orphanage;
    this.decisions = decisions;
    this.underWay = underWay;
    requests = new TransactionRequests(surroundings.random());
    wakeup = new Wakeup(surroundings.alarms(), this::ask);
  }

  @Override
  public void ready(Peer peer) {
    boolean preferred =
        (!peer.type().isInbound() || peer.has(Permission.NOBAN))
            && peer.type() != ConnectionType.ADDR_FETCH
            && servesBlocks(peer.services());
    var source = new Source(peer, preferred, peer.has(Permission.RELAY), peer.wtxidRelay());
    if (sources.put(peer.id(), source) == null && source.byWtxid) {
      wtxidSources++;
    }
  }

  @Override
  public void closed(Peer peer) {
    requests.closed(peer.id());
    var source = sources.remove(peer.id());
    if (source != null && source.byWtxid) {
      wtxidSources--;
    }
    ask();
  }

  /**
   * A peer has announced a transaction. It is not asked for before the next {@link #ask}.
   *
   * @return whether it is of no use, since it is here or was refused lately
   */
  boolean announced(Peer peer, TransactionId id) {
    if (id instanceof Wtxid wtxid) {
      var orphan = orphanage.find(wtxid);
      if (orphan != null) {
        announcedOrphan(peer.id(), orphan);
        return true;
      }
    }
    if (alreadyHave(id, true)) {
      return true;
    }
    var source = sources.get(peer.id());
    if (source != null && (source.mayRelayMore || requests.count(peer.id()) < MAX_ANNOUNCEMENTS)) {
      boolean byTxid = id instanceof Txid;
      requests.announced(peer.id(), id, source.preferred, now().plus(delay(source, byTxid)));
    }
    return false;
  }

  /** The peer has the orphan, so it has its parents, or knows where to get them. */
  private void announcedOrphan(PeerId peer, Transaction orphan) {
    var missing = missingParents(orphan);
    // With none missing, it is about to be tried again.
    if (!missing.isEmpty() && resolveWith(peer, orphan, missing)) {
      orphanage.addAnnouncer(orphan.wtxid(), peer);
    }
  }

  /**
   * Has a peer that announced an orphan asked for the orphan's parents, if it may be: not if it has
   * been already, or has announced too much.
   *
   * @return whether it may
   */
  boolean resolveWith(PeerId peer, Transaction orphan, Collection<Txid> parents) {
    var source = sources.get(peer);
    if (source == null
        || orphanage.has(orphan.wtxid(), peer)
        || (!source.mayRelayMore && requests.count(peer) + parents.size() > MAX_ANNOUNCEMENTS)) {
      return false;
    }
    var notBefore = now().plus(delay(source, true));
    for (var parent : parents) {
      requests.announced(peer, parent, source.preferred, notBefore);
    }
    PACKAGES.debug("added peer={} as a candidate for resolving orphan {}", peer, orphan.wtxid());
    return true;
  }

  private Duration delay(Source source, boolean byTxid) {
    var delay = Duration.ZERO;
    if (!source.preferred) {
      delay = delay.plus(NOT_PREFERRED_DELAY);
    }
    if (byTxid && wtxidSources > 0) {
      delay = delay.plus(TXID_DELAY);
    }
    if (!source.mayRelayMore && requests.countRequested(source.peer.id()) >= MAX_IN_FLIGHT) {
      delay = delay.plus(OVERLOADED_DELAY);
    }
    return delay;
  }

  /** The transactions that it spends and that are neither here nor refused for good. */
  Collection<Txid> missingParents(Transaction transaction) {
    var parents = parents(transaction);
    parents.removeIf(parent -> alreadyHave(parent, false));
    return parents;
  }

  /** The transactions that it spends, each once. */
  static Set<Txid> parents(Transaction transaction) {
    var parents = new TreeSet<Txid>(HashOrder.INSTANCE);
    transaction.inputs().forEach(input -> parents.add(input.previousOutput().txid()));
    return parents;
  }

  /**
   * Whether a transaction need not be fetched.
   *
   * @param alone whether it would be taken by itself, so that it counts if it was refused because
   *     it pays too little for that
   */
  boolean alreadyHave(TransactionId id, boolean alone) {
    // An orphan of the same txid may have a broken witness, so a txid is looked for only among
    // those
    // without any, of which the txid is the wtxid.
    return orphanage.has(new Wtxid(id.w0(), id.w1(), id.w2(), id.w3()))
        || (alone && decisions.isRejectedAlone(id))
        || decisions.isConfirmed(id)
        || decisions.isRejected(id)
        || pool.find(id) != null;
  }

  /** Who is known, or thought, to have the transaction. */
  List<PeerId> candidates(TransactionId id) {
    return requests.candidates(id);
  }

  /** A transaction was received from a peer. */
  void received(PeerId peer, Transaction transaction) {
    requests.answered(peer, transaction.txid());
    requests.answered(peer, transaction.wtxid());
  }

  /** A peer does not have these after all. */
  void notFound(Peer peer, List<TransactionId> ids) {
    ids.forEach(id -> requests.answered(peer.id(), id));
    ask();
  }

  /** The transaction is not to be fetched any more. */
  void forget(Transaction transaction) {
    requests.forget(transaction.txid());
    requests.forget(transaction.wtxid());
  }

  void forget(TransactionId id) {
    requests.forget(id);
  }

  /** Asks for all that should be asked for now, and comes back when there is more. */
  void ask() {
    for (var expired : requests.advance(now())) {
      log.debug("timeout of inflight {} from peer={}", nameOf(expired.id()), expired.peer());
    }
    for (var peer : requests.peersToAsk()) {
      var source = sources.get(peer);
      if (source != null) {
        ask(source.peer);
      }
    }
    wakeup.at(requests.next());
  }

  private void ask(Peer peer) {
    var wanted = new ArrayList<InventoryItem>();
    for (var id : requests.requestable(peer.id())) {
      if (underWay.has(id)) {
        continue;
      }
      if (alreadyHave(id, false)) {
        requests.forget(id);
        continue;
      }
      log.debug("Requesting {} {}", nameOf(id), peer);
      requests.requested(peer.id(), id, now().plus(REQUEST_EXPIRY));
      wanted.add(item(id, peer));
      if (wanted.size() == MAX_GETDATA) {
        surroundings.out().send(peer, new GetData(List.copyOf(wanted)));
        wanted.clear();
      }
    }
    if (!wanted.isEmpty()) {
      surroundings.out().send(peer, new GetData(wanted));
    }
  }

  private static InventoryItem item(TransactionId id, Peer peer) {
    return switch (id) {
      case Wtxid wtxid -> new WtxItem(wtxid);
      case Txid txid ->
          new TxItem(
              peer.services().has(ServiceFlags.WITNESS)
                  ? InventoryType.WITNESS_TX
                  : InventoryType.TX,
              txid);
    };
  }

  private static String nameOf(TransactionId id) {
    return switch (id) {
      case Wtxid wtxid -> "wtx " + wtxid;
      case Txid txid -> "tx " + txid;
    };
  }

  private static boolean servesBlocks(ServiceFlags services) {
    return services.has(ServiceFlags.NETWORK) || services.has(ServiceFlags.NETWORK_LIMITED);
  }

  private Instant now() {
    return surroundings.clock().instant();
  }

  /** How many announcements of the peer are remembered. */
  int count(PeerId peer) {
    return requests.count(peer);
  }

  /** Whether nothing is remembered of any peer. */
  boolean isEmpty() {
    return sources.isEmpty() && wtxidSources == 0 && requests.size() == 0;
  }
}
