package cairn.ledger.mempool;

import cairn.primitives.BlockHash;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries that there are, and how they hang together. It knows no rules.
 *
 * <p>One thread changes it, and reads as it likes. For all others, single look-ups are right at any
 * time, and all else within {@link #reading}, which sees no change half made.
 */
final class Pool {
  private static final Logger log = LoggerFactory.getLogger(Pool.class);
  private static final Comparator<Entry> OLDEST_FIRST =
      Comparator.comparingLong(Entry::time).thenComparing(Cluster.BY_TXID);

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final RandomGenerator random;
  private final Map<Txid, Entry> byTxid = new ConcurrentHashMap<>();
  private final Map<Wtxid, Entry> byWtxid = new ConcurrentHashMap<>();
  private final Map<OutPoint, Entry> spenders = new ConcurrentHashMap<>();
  private final Set<Txid> unbroadcast = ConcurrentHashMap.newKeySet();
  private final NavigableSet<ChunkInPool> chunks = new TreeSet<>();
  private final NavigableSet<Entry> byTime = new TreeSet<>(OLDEST_FIRST);
  private long virtualSize;
  private long feeSats;
  private long memoryBytes;

  private final AtomicLong changes = new AtomicLong();

  /** After which block all of it can be mined; null while that is not so. */
  private @Nullable BlockHash tip;

  /** How many clusters may have a better order than the one that was found. */
  private int improvable;

  /**
   * An empty one.
   *
   * @param tip the end of the chain
   * @param random nobody can foresee
   */
  Pool(BlockHash tip, RandomGenerator random) {
    this.tip = tip;
    this.random = random;
  }

  RandomGenerator random() {
    return random;
  }

  /** Looks at several things as of one moment. Must be short: changes wait for it. */
  <T extends @Nullable Object> T reading(Supplier<T> look) {
    var reading = lock.readLock();
    reading.lock();
    try {
      return look.get();
    } finally {
      reading.unlock();
    }
  }

  @Nullable Entry find(Txid txid) {
    return byTxid.get(txid);
  }

  @Nullable Entry find(Wtxid wtxid) {
    return byWtxid.get(wtxid);
  }

  @Nullable Transaction transaction(Txid txid) {
    var entry = find(txid);
    return entry == null ? null : entry.transaction();
  }

  /** What spends an output; null if nothing here does. */
  @Nullable Entry spender(OutPoint output) {
    return spenders.get(output);
  }

  /** Of entries that some peer has yet to fetch. Thread-safe. */
  Set<Txid> unbroadcast() {
    return unbroadcast;
  }

  int count() {
    return byTxid.size();
  }

  Collection<Entry> all() {
    return Collections.unmodifiableCollection(byTxid.values());
  }

  /** Of all entries. */
  long virtualSize() {
    return virtualSize;
  }

  /** What all of them leave to miners. */
  long feeSats() {
    return feeSats;
  }

  /** About how much memory all of them take. */
  long memoryBytes() {
    return memoryBytes;
  }

  /** Counts changes, those of fees that the operator makes among them. For any thread. */
  long changes() {
    return changes.get();
  }

  /**
   * All entries can be in blocks that come after this one.
   *
   * @param tip null if that is not so for now, the chain being on the move
   */
  void follow(@Nullable BlockHash tip) {
    var writing = lock.writeLock();
    writing.lock();
    try {
      this.tip = tip;
      if (tip != null) {
        changes.incrementAndGet();
      }
    } finally {
      writing.unlock();
    }
  }

  /** Whether all entries can be in blocks that come after this one. */
  boolean follows(BlockHash block) {
    return block.equals(tip);
  }

  /** Whether it is known that no order to mine them in is better. */
  boolean isOptimal() {
    return improvable == 0;
  }

  /** The best to mine first. */
  NavigableSet<ChunkInPool> chunks() {
    return Collections.unmodifiableNavigableSet(chunks);
  }

  /** Those that came before {@code time}, in seconds since 1970. */
  List<Entry> olderThan(long time) {
    var old = new ArrayList<Entry>();
    for (var entry : byTime) {
      if (entry.time() >= time) {
        break;
      }
      old.add(entry);
    }
    return old;
  }

  /** Those whose outputs a transaction spends, each once. */
  List<Entry> parents(Transaction transaction) {
    return parents(transaction, Map.of());
  }

  /** As above, and those among {@code others}, by txid. */
  List<Entry> parents(Transaction transaction, Map<Txid, Entry> others) {
    var parents = new LinkedHashSet<Entry>();
    for (var input : transaction.inputs()) {
      var txid = input.previousOutput().txid();
      var parent = byTxid.get(txid);
      parent = parent == null ? others.get(txid) : parent;
      if (parent != null) {
        parents.add(parent);
      }
    }
    return List.copyOf(parents);
  }

  /** Those that spend outputs of a transaction, each once. */
  List<Entry> children(Transaction transaction) {
    var children = new LinkedHashSet<Entry>();
    for (int i = 0; i < transaction.outputs().size(); i++) {
      var child = spenders.get(new OutPoint(transaction.txid(), i));
      if (child != null) {
        children.add(child);
      }
    }
    return List.copyOf(children);
  }

  /** An entry and all that it needs, in an order in which they can be mined. */
  List<Entry> withAncestors(Entry entry) {
    var cluster = entry.cluster();
    return cluster.entries(cluster.graph().ancestors(entry.node()));
  }

  /** Entries and all that need one of them, each after what it needs of them. */
  Set<Entry> withDescendants(Collection<Entry> entries) {
    var nodes = new LinkedHashMap<Cluster, Long>();
    for (var entry : entries) {
      long descendants = entry.cluster().graph().descendants(entry.node());
      nodes.merge(entry.cluster(), descendants, (one, other) -> one | other);
    }
    var all = new LinkedHashSet<Entry>();
    nodes.forEach((cluster, some) -> all.addAll(cluster.entries(some)));
    return all;
  }

  /** Carries out a change that was worked out after the last one. */
  void apply(Regrouping change) {
    var after = change.after();
    var writing = lock.writeLock();
    writing.lock();
    try {
      changes.incrementAndGet();
      change.before().forEach(this::drop);
      change.removed().forEach(this::remove);
      change.added().forEach(this::add);
      after.forEach(this::place);
    } finally {
      writing.unlock();
    }
  }

  private void drop(Cluster cluster) {
    improvable -= cluster.isOptimal() ? 0 : 1;
    for (int i = 0; i < cluster.chunks().size(); i++) {
      chunks.remove(new ChunkInPool(cluster, i));
    }
  }

  private void place(Cluster cluster) {
    improvable += cluster.isOptimal() ? 0 : 1;
    for (int node = 0; node < cluster.graph().range(); node++) {
      cluster.entry(node).moveTo(cluster, node);
    }
    for (int i = 0; i < cluster.chunks().size(); i++) {
      chunks.add(new ChunkInPool(cluster, i));
    }
  }

  private void add(Entry entry) {
    byTxid.put(entry.txid(), entry);
    byWtxid.put(entry.transaction().wtxid(), entry);
    for (var input : entry.transaction().inputs()) {
      spenders.put(input.previousOutput(), entry);
    }
    byTime.add(entry);
    count(entry, 1);
  }

  private void remove(Entry entry) {
    byTxid.remove(entry.txid());
    if (unbroadcast.remove(entry.txid())) {
      log.debug(
          "Removed {} from set of unbroadcast txns before confirmation that txn was sent out",
          entry.txid());
    }
    byWtxid.remove(entry.transaction().wtxid());
    for (var input : entry.transaction().inputs()) {
      spenders.remove(input.previousOutput(), entry);
    }
    byTime.remove(entry);
    count(entry, -1);
  }

  private void count(Entry entry, int sign) {
    virtualSize += sign * entry.virtualSize();
    feeSats += sign * entry.feeSats();
    memoryBytes += sign * entry.memoryBytes();
  }
}
