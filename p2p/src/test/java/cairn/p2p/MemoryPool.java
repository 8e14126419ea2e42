package cairn.p2p;

import cairn.p2p.TransactionPool.Answer.Accepted;
import cairn.p2p.TransactionPool.Answer.Refused;
import cairn.p2p.TransactionPool.Answer.Undecided;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node's pool, in memory. It knows no scripts, and few rules: inputs must be there, fees be paid,
 * and what pays more goes before what spends the same. A transaction that pays less than nothing
 * breaks a rule, and one whose only witness item begins with {@link #BAD_WITNESS} has a bad one.
 * Not thread-safe.
 */
public final class MemoryPool implements TransactionPool {
  public static final int BAD_WITNESS = 0xff;

  private static final int WEIGHT_PER_BYTE = 4;

  private record Kept(Transaction transaction, long feeSats, long sequence, int depth)
      implements Entry {
    @Override
    public long virtualSize() {
      return Math.ceilDiv(transaction.weight(), WEIGHT_PER_BYTE);
    }

    double rate() {
      return (double) feeSats / virtualSize();
    }
  }

  private static final Comparator<Kept> RELAY_ORDER =
      Comparator.comparingInt(Kept::depth)
          .thenComparing(Comparator.comparingDouble(Kept::rate).reversed())
          .thenComparingLong(Kept::sequence);

  private final Executor executor;
  private final Map<OutPoint, Long> coins = new HashMap<>();
  private final LinkedHashMap<Txid, Kept> byTxid = new LinkedHashMap<>();
  private final Map<Wtxid, Kept> byWtxid = new HashMap<>();
  private final Map<OutPoint, Kept> spenders = new HashMap<>();
  private final Set<Txid> witnessNeeded = new HashSet<>();
  private final LinkedHashSet<Txid> notFetched = new LinkedHashSet<>();
  private long sequence = 1;
  private long minimumFeeRate;

  /**
   * @param executor where transactions are dealt with, one after the other; answers come from there
   */
  public MemoryPool(Executor executor) {
    this.executor = executor;
  }

  /** There is a coin now, of so many satoshis. */
  public void fund(OutPoint coin, long sats) {
    coins.put(coin, sats);
  }

  /** What a transaction pays has to be as much, in satoshis for 1,000 virtual bytes. */
  public void setMinimumFeeRate(long rate) {
    minimumFeeRate = rate;
  }

  /** A transaction of this txid is not taken without a witness. */
  public void requireWitness(Txid txid) {
    witnessNeeded.add(txid);
  }

  /** Takes a transaction of the node's own, at once. */
  public Answer add(Transaction transaction) {
    var answer = take(transaction, true);
    if (answer instanceof Accepted) {
      notFetched.add(transaction.txid());
    }
    return answer;
  }

  /** Removes a transaction, and what spends it. */
  public void remove(Txid txid) {
    var gone = byTxid.get(txid);
    if (gone != null) {
      withDescendants(List.of(gone)).forEach(this::drop);
    }
  }

  /** Takes what a block does to the coins, and removes what it has or makes impossible. */
  public void connect(Block block) {
    for (var transaction : block.transactions()) {
      var mined = byTxid.get(transaction.txid());
      if (mined != null) {
        drop(mined);
      }
      for (var input : transaction.inputs()) {
        coins.remove(input.previousOutput());
        var conflict = spenders.get(input.previousOutput());
        if (conflict != null) {
          remove(conflict.transaction.txid());
        }
      }
      for (int index = 0; index < transaction.outputs().size(); index++) {
        coins.put(
            new OutPoint(transaction.txid(), index),
            transaction.outputs().get(index).value().sats());
      }
    }
  }

  @Override
  public @Nullable Entry find(Txid id) {
    return byTxid.get(id);
  }

  @Override
  public @Nullable Entry find(Wtxid id) {
    return byWtxid.get(id);
  }

  @Override
  public List<? extends Entry> entries() {
    return List.copyOf(byTxid.values());
  }

  @Override
  public List<? extends Entry> inRelayOrder(Collection<Wtxid> transactions) {
    return transactions.stream()
        .distinct()
        .map(byWtxid::get)
        .filter(Objects::nonNull)
        .sorted(RELAY_ORDER)
        .toList();
  }

  @Override
  public long nextSequence() {
    return sequence;
  }

  @Override
  public long minimumFeeRate() {
    return minimumFeeRate;
  }

  @Override
  public long minimumRelayFeeRate() {
    return 100;
  }

  @Override
  public boolean isLoaded() {
    return true;
  }

  @Override
  public List<Txid> notFetched() {
    return List.copyOf(notFetched);
  }

  @Override
  public void fetched(Txid id) {
    notFetched.remove(id);
  }

  @Override
  public void submit(Transaction transaction, Consumer<Answer> answer) {
    executor.execute(() -> answer.accept(take(transaction, true)));
  }

  @Override
  public void test(Transaction transaction, Consumer<Answer> answer) {
    executor.execute(() ->
        answer.accept(
            byTxid.containsKey(transaction.txid())
                ? new Refused(TransactionFault.ALREADY_KNOWN, "txn-already-in-mempool")
                : new Accepted(List.of())));
  }

  @Override
  public void submitPackage(Transaction parent, Transaction child, Consumer<PackageAnswer> answer) {
    executor.execute(() -> answer.accept(takeTogether(parent, child)));
  }

  private PackageAnswer takeTogether(Transaction parent, Transaction child) {
    var first = take(parent, false);
    if (!(first instanceof Accepted)) {
      return new PackageAnswer(false, first, new Undecided());
    }
    var second = take(child, false);
    var one = byTxid.get(parent.txid());
    var other = byTxid.get(child.txid());
    if (one == null || other == null) {
      remove(parent.txid());
      var fault = new Refused(TransactionFault.RECONSIDERABLE, "min relay fee not met");
      return new PackageAnswer(false, fault, second);
    }
    long fees = one.feeSats + other.feeSats;
    if (fees * 1000 < minimumFeeRate * (one.virtualSize() + other.virtualSize())) {
      remove(parent.txid());
      var fault = new Refused(TransactionFault.RECONSIDERABLE, "mempool min fee not met");
      return new PackageAnswer(false, fault, fault);
    }
    return new PackageAnswer(true, first, second);
  }

  private Answer take(Transaction transaction, boolean alone) {
    if (byTxid.containsKey(transaction.txid())) {
      return new Refused(TransactionFault.ALREADY_KNOWN, "txn-already-in-mempool");
    }
    long in = 0;
    int depth = 0;
    var conflicts = new LinkedHashSet<Kept>();
    for (var input : transaction.inputs()) {
      var output = input.previousOutput();
      var parent = byTxid.get(output.txid());
      var value = coins.get(output);
      if (parent != null && output.index() < parent.transaction.outputs().size()) {
        value = parent.transaction.outputs().get((int) output.index()).value().sats();
        depth = Math.max(depth, parent.depth + 1);
      }
      if (value == null) {
        return new Refused(TransactionFault.MISSING_INPUTS, "bad-txns-inputs-missingorspent");
      }
      in += value;
      var conflict = spenders.get(output);
      if (conflict != null) {
        conflicts.add(conflict);
      }
    }
    long out = transaction.outputs().stream().mapToLong(one -> one.value().sats()).sum();
    var entry = new Kept(transaction, in - out, sequence, depth);
    var fault = fault(entry, conflicts, alone);
    if (fault != null) {
      return fault;
    }
    var replaced = withDescendants(conflicts);
    replaced.forEach(this::drop);
    keep(entry);
    return new Accepted(replaced.stream().map(Kept::transaction).toList());
  }

  private @Nullable Refused fault(Kept entry, Collection<Kept> conflicts, boolean alone) {
    var transaction = entry.transaction;
    if (entry.feeSats < 0) {
      return new Refused(TransactionFault.CONSENSUS, "bad-txns-in-belowout");
    }
    if (!transaction.hasWitness() && witnessNeeded.contains(transaction.txid())) {
      return new Refused(TransactionFault.WITNESS_STRIPPED, "bad-witness-stripped");
    }
    if (transaction.inputs().stream()
        .flatMap(input -> input.witness().items().stream())
        .anyMatch(item -> !item.isEmpty() && item.unsigned(0) == BAD_WITNESS)) {
      return new Refused(TransactionFault.WITNESS_MUTATED, "bad-witness-nonstandard");
    }
    if (alone && entry.feeSats * 1000 < minimumFeeRate * entry.virtualSize()) {
      return new Refused(TransactionFault.RECONSIDERABLE, "mempool min fee not met");
    }
    return conflicts.stream().anyMatch(other -> other.rate() >= entry.rate())
        ? new Refused(TransactionFault.POLICY, "insufficient fee")
        : null;
  }

  private void keep(Kept entry) {
    sequence++;
    byTxid.put(entry.transaction.txid(), entry);
    byWtxid.put(entry.transaction.wtxid(), entry);
    entry.transaction.inputs().forEach(input -> spenders.put(input.previousOutput(), entry));
  }

  private void drop(Kept entry) {
    byTxid.remove(entry.transaction.txid());
    byWtxid.remove(entry.transaction.wtxid());
    entry.transaction.inputs().forEach(input -> spenders.remove(input.previousOutput(), entry));
    notFetched.remove(entry.transaction.txid());
  }

  private Set<Kept> withDescendants(Collection<Kept> roots) {
    var all = new LinkedHashSet<>(roots);
    var open = new ArrayList<>(roots);
    while (!open.isEmpty()) {
      childrenOf(open.removeLast()).filter(all::add).forEach(open::add);
    }
    return all;
  }

  private Stream<Kept> childrenOf(Kept parent) {
    var txid = parent.transaction.txid();
    return LongStream.range(0, parent.transaction.outputs().size())
        .mapToObj(index -> spenders.get(new OutPoint(txid, index)))
        .filter(Objects::nonNull);
  }
}
