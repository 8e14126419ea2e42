package cairn.p2p.relay;

import static cairn.p2p.relay.RelayLogs.PACKAGES;

import cairn.p2p.peer.PeerId;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that spend what is not known, kept until it is (Core's {@code TxOrphanage}).
 *
 * <p>Nobody can tell whether such a transaction is good, so anybody can send any number of them. A
 * transaction is kept as long as one of the peers that announced it has room for it. There is a
 * limit for all: of weight, so many units for each peer, and of a score that stands for the time
 * that going through them takes. Beyond it, whoever takes the largest part of its share loses its
 * oldest ones; so nobody can drive out what another peer has here within its share.
 *
 * <p>When something comes in that an orphan spends, the orphan goes into the work set of one of its
 * announcers, which is to be tried before more is taken from that peer. Not thread-safe.
 */
final class Orphanage {
  static final int MAX_LATENCY_SCORE = 3000;
  static final long RESERVED_WEIGHT = 404_000;
  static final int MAX_STANDARD_WEIGHT = 400_000;

  private record Overload(PeerId peer, OrphanLoad load) {
    /** The worst first; among equals the one that connected last. */
    static final Comparator<Overload> WORST_FIRST =
        Comparator.comparing(Overload::load).thenComparing(Overload::peer).reversed();
  }

  private final int maxLatencyScore;
  private final long reservedWeight;
  private final RandomGenerator random;

  private final TreeMap<Wtxid, Orphan> orphans = new TreeMap<>(HashOrder.INSTANCE);
  private final SpenderIndex spenders = new SpenderIndex();
  private final TreeMap<PeerId, OrphanShare> shares = new TreeMap<>();
  private long announced;
  private int announcements;
  private int inputScores;
  private long weight;

  Orphanage(RandomGenerator random) {
    this(MAX_LATENCY_SCORE, RESERVED_WEIGHT, random);
  }

  /**
   * @param maxLatencyScore of all; each announcement counts 1, and each ten inputs 1
   * @param reservedWeight for each peer, in weight units
   */
  Orphanage(int maxLatencyScore, long reservedWeight, RandomGenerator random) {
    this.maxLatencyScore = maxLatencyScore;
    this.reservedWeight = reservedWeight;
    this.random = random;
  }

  /**
   * Keeps a transaction, or notes that one more peer has it.
   *
   * @return whether it was not here yet; it may have had to go at once all the same
   */
  boolean add(Transaction transaction, PeerId peer) {
    var wtxid = transaction.wtxid();
    if (transaction.weight() > MAX_STANDARD_WEIGHT) {
      PACKAGES.debug(
          "ignoring large orphan tx (size: {}, txid: {}, wtxid: {})",
          transaction.weight(),
          transaction.txid(),
          wtxid);
      return false;
    }
    var known = orphans.get(wtxid);
    if (known != null) {
      addAnnouncer(known, peer);
      return false;
    }
    var orphan = new Orphan(transaction);
    orphans.put(wtxid, orphan);
    spenders.add(transaction);
    weight += transaction.weight();
    inputScores += orphan.inputScore();
    announce(orphan, peer);
    PACKAGES.debug(
        "stored orphan tx {} (wtxid={}), weight: {} (mapsz {} outsz {})",
        transaction.txid(),
        wtxid,
        transaction.weight(),
        announcements,
        spenders.size());
    limit();
    return true;
  }

  /**
   * Notes that one more peer has a transaction that is here.
   *
   * @return whether that is news
   */
  boolean addAnnouncer(Wtxid wtxid, PeerId peer) {
    var orphan = orphans.get(wtxid);
    return orphan != null && addAnnouncer(orphan, peer);
  }

  private boolean addAnnouncer(Orphan orphan, PeerId peer) {
    if (orphan.announcers.containsKey(peer)) {
      return false;
    }
    announce(orphan, peer);
    PACKAGES.debug(
        "added peer={} as announcer of orphan tx {} (wtxid={})",
        peer,
        orphan.transaction.txid(),
        orphan.transaction.wtxid());
    limit();
    return true;
  }

  /** Null if it is not here. */
  @Nullable Transaction find(Wtxid wtxid) {
    var orphan = orphans.get(wtxid);
    return orphan == null ? null : orphan.transaction;
  }

  boolean has(Wtxid wtxid) {
    return orphans.containsKey(wtxid);
  }

  boolean has(Wtxid wtxid, PeerId peer) {
    var orphan = orphans.get(wtxid);
    return orphan != null && orphan.announcers.containsKey(peer);
  }

  /** Puts all that spend an output of {@code parent} into the work set of one of their peers. */
  void addChildrenToWork(Transaction parent) {
    if (orphans.isEmpty()) {
      return;
    }
    for (int index = 0; index < parent.outputs().size(); index++) {
      spenders.of(new OutPoint(parent.txid(), index)).stream()
          .map(this::orphan)
          .forEach(this::addToWork);
    }
  }

  private void addToWork(Orphan orphan) {
    if (orphan.worker != null) {
      return;
    }
    // Anyone of them, since a fixed choice would leave it to one peer to drop the orphan by going.
    var peers = List.copyOf(orphan.announcers.keySet());
    var worker = peers.get(random.nextInt(peers.size()));
    orphan.worker = worker;
    long number = number(orphan, worker);
    share(worker).idle.remove(number);
    share(worker).work.put(number, orphan);
    PACKAGES.debug(
        "added {} (wtxid={}) to peer {} workset",
        orphan.transaction.txid(),
        orphan.transaction.wtxid(),
        worker);
  }

  /** Those with something in their work set. */
  List<PeerId> peersWithWork() {
    return shares.entrySet().stream()
        .filter(share -> !share.getValue().work.isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Takes the oldest transaction from a peer's work set; it stays here.
   *
   * @param which may be taken now; others are passed over
   * @return null if there is none
   */
  @Nullable Transaction takeWork(PeerId peer, Predicate<Transaction> which) {
    var share = shares.get(peer);
    if (share == null) {
      return null;
    }
    for (var entry : share.work.entrySet()) {
      var orphan = entry.getValue();
      if (which.test(orphan.transaction)) {
        orphan.worker = null;
        share.work.remove(entry.getKey());
        share.idle.put(entry.getKey(), orphan);
        return orphan.transaction;
      }
    }
    return null;
  }

  /**
   * What the peer has announced that spends from {@code parent}: what is to be tried again first,
   * and then the latest first, as it may replace earlier ones.
   */
  List<Transaction> childrenFrom(Txid parent, PeerId peer) {
    var share = shares.get(peer);
    if (share == null) {
      return List.of();
    }
    var children = new ArrayList<Transaction>();
    for (var some : List.of(share.work, share.idle)) {
      for (var orphan : some.descendingMap().values()) {
        if (orphan.transaction.inputs().stream()
            .anyMatch(input -> input.previousOutput().txid().equals(parent))) {
          children.add(orphan.transaction);
        }
      }
    }
    return children;
  }

  /** Returns whether it was here. */
  boolean remove(Wtxid wtxid) {
    boolean removed = removeUnlimited(wtxid);
    limit();
    return removed;
  }

  /** Removes what the block has, or has spent the inputs of. */
  void removeFor(Block block) {
    if (orphans.isEmpty()) {
      return;
    }
    var gone = new TreeSet<Wtxid>(HashOrder.INSTANCE);
    for (var transaction : block.transactions()) {
      for (var input : transaction.inputs()) {
        gone.addAll(spenders.of(input.previousOutput()));
      }
    }
    gone.forEach(this::removeUnlimited);
    if (!gone.isEmpty()) {
      PACKAGES.debug(
          "Erased {} orphan transaction(s) included or conflicted by block", gone.size());
    }
    limit();
  }

  /**
   * The peer has gone; what nobody else has announced goes too. What was in its work set goes to
   * that of another one, or it would not be tried again.
   */
  void closed(PeerId peer) {
    var share = shares.get(peer);
    if (share == null) {
      return;
    }
    int count = share.size();
    var work = List.copyOf(share.work.values());
    while (share.size() > 0) {
      withdraw(share.oldest(), peer);
    }
    PACKAGES.debug("Erased {} orphan transaction(s) from peer={}", count, peer);
    limit();
    work.stream().filter(orphan -> !orphan.announcers.isEmpty()).forEach(this::addToWork);
  }

  /** All of them, by wtxid. */
  List<OrphanTransaction> all() {
    return orphans.values().stream()
        .map(orphan ->
            new OrphanTransaction(orphan.transaction, new TreeSet<>(orphan.announcers.keySet())))
        .toList();
  }

  /** How many different transactions are here. */
  int size() {
    return orphans.size();
  }

  /** How many announcements are remembered: a transaction has one of each peer that has it. */
  int announcements() {
    return announcements;
  }

  int announcements(PeerId peer) {
    var share = shares.get(peer);
    return share == null ? 0 : share.size();
  }

  /** Of all transactions, each counted once. */
  long weight() {
    return weight;
  }

  /** Of all that the peer has announced. */
  long weight(PeerId peer) {
    var share = shares.get(peer);
    return share == null ? 0 : share.weight();
  }

  int latencyScore() {
    return announcements + inputScores;
  }

  private boolean isOverfull() {
    return latencyScore() > maxLatencyScore || weight > reservedWeight * Math.max(1, shares.size());
  }

  /** Lets go of what is too much: see CVE-2012-3789 for why there is a limit. */
  private void limit() {
    if (!isOverfull()) {
      return;
    }
    int sizeBefore = orphans.size();
    int announcementsBefore = announcements;
    // What each may take stays the same meanwhile, even if some lose all that they have.
    int allowedScore = Math.max(1, maxLatencyScore / shares.size());
    var worst = new PriorityQueue<>(Overload.WORST_FIRST);
    shares.forEach((peer, share) -> {
      var load = share.load(allowedScore, reservedWeight);
      if (load.isTooMuch()) {
        worst.add(new Overload(peer, load));
      }
    });
    // Some load is too much whenever all of them are, unless there are more peers than points.
    while (isOverfull() && !worst.isEmpty()) {
      var peer = worst.remove().peer;
      var next = worst.isEmpty() ? OrphanLoad.FULL : worst.peek().load;
      var share = share(peer);
      int before = share.size();
      do {
        withdraw(share.oldest(), peer);
      } while (isOverfull()
          && share.size() > 0
          && share.load(allowedScore, reservedWeight).compareTo(next) > 0);
      PACKAGES.debug(
          "peer={} orphanage overflow, removed {} of {} announcements",
          peer,
          before - share.size(),
          before);
      if (share.size() > 0) {
        worst.add(new Overload(peer, share.load(allowedScore, reservedWeight)));
      }
    }
    PACKAGES.debug(
        "orphanage overflow, removed {} tx ({} announcements)",
        sizeBefore - orphans.size(),
        announcementsBefore - announcements);
  }

  private boolean removeUnlimited(Wtxid wtxid) {
    var orphan = orphans.get(wtxid);
    if (orphan == null) {
      return false;
    }
    var peers = List.copyOf(orphan.announcers.keySet());
    peers.forEach(peer -> withdraw(orphan, peer));
    PACKAGES.debug(
        "removed orphan tx {} (wtxid={}) ({} announcements)",
        orphan.transaction.txid(),
        wtxid,
        peers.size());
    return true;
  }

  private void announce(Orphan orphan, PeerId peer) {
    long number = announced++;
    orphan.announcers.put(peer, number);
    shares.computeIfAbsent(peer, _ -> new OrphanShare()).add(number, orphan);
    announcements++;
  }

  /** Removes a peer's announcement, and with the last one the transaction. */
  private void withdraw(Orphan orphan, PeerId peer) {
    var share = share(peer);
    share.remove(number(orphan, peer), orphan);
    if (share.size() == 0) {
      shares.remove(peer);
    }
    orphan.announcers.remove(peer);
    announcements--;
    if (peer.equals(orphan.worker)) {
      orphan.worker = null;
    }
    if (orphan.announcers.isEmpty()) {
      forget(orphan);
    }
  }

  private void forget(Orphan orphan) {
    var transaction = orphan.transaction;
    orphans.remove(transaction.wtxid());
    weight -= transaction.weight();
    inputScores -= orphan.inputScore();
    spenders.remove(transaction);
  }

  private Orphan orphan(Wtxid wtxid) {
    return present(orphans.get(wtxid));
  }

  private OrphanShare share(PeerId peer) {
    return present(shares.get(peer));
  }

  private static long number(Orphan orphan, PeerId peer) {
    return present(orphan.announcers.get(peer));
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the parts of the orphanage do not fit together");
    }
    return part;
  }
}
