package cairn.ledger.mempool;

import cairn.ledger.BroadcastAnswer;
import cairn.ledger.Mempool;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolConfig;
import cairn.ledger.MempoolEntry;
import cairn.ledger.MempoolListener;
import cairn.ledger.MempoolView;
import cairn.ledger.PackageAnswer;
import cairn.ledger.mining.Candidates;
import cairn.ledger.policy.PolicyVerdict;
import cairn.ledger.script.ScriptExecutionCache;
import cairn.ledger.script.SignatureCache;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.FeeRate;
import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The mempool of a node. What {@link Mempool} has is for any thread, all else for the chain thread.
 */
public final class LiveMempool implements Mempool {
  /** So many transactions out of blocks are taken back before others have their turn again. */
  private static final int RETURNED_AT_ONCE = 100;

  private final Setting setting;
  private final Pool pool;
  private final Housekeeping housekeeping;
  private final Prioritisations priorities = new Prioritisations();
  private final InstantSource clock;
  private final Acceptance acceptance;
  private final JointAcceptance joint;
  private final PackageAcceptance packages;
  private final BlockUpdate blocks;
  private final Return returning;
  private final DisconnectedTransactions disconnected = new DisconnectedTransactions();

  /** Whether blocks were disconnected, and not all has been done yet that comes of it. */
  private boolean reorganising;

  private volatile boolean loaded;

  /**
   * An empty one.
   *
   * @param others runs scripts on other threads
   * @param random nobody can foresee
   * @param listener is told what comes and goes
   */
  public LiveMempool(
      MempoolConfig config,
      ChainView chain,
      ScriptExecutionCache executed,
      SignatureCache signatures,
      Executor others,
      InstantSource clock,
      RandomGenerator random,
      MempoolListener listener) {
    this.clock = clock;
    this.pool = new Pool(chain.next().previous().hash(), random);
    var policy = config.policy();
    this.housekeeping =
        new Housekeeping(pool, config.limits(), policy.incrementalRelayFee(), clock, listener);
    this.setting =
        new Setting(
            pool,
            housekeeping,
            chain,
            policy,
            config.limits(),
            priorities,
            new Scripts(chain, executed, signatures, others));
    this.acceptance = new Acceptance(setting);
    this.joint = new JointAcceptance(setting);
    this.packages = new PackageAcceptance(setting, acceptance);
    this.blocks = new BlockUpdate(setting);
    this.returning = new Return(setting, acceptance);
  }

  /**
   * Begins with a transaction that will be offered or tested by itself soon: if nothing else speaks
   * against it, its scripts are run on other threads meanwhile. {@link #forget} comes after that.
   */
  public void expect(Transaction transaction) {
    try {
      var coins = new CoinSource(setting.chain(), pool);
      setting.scripts().begin(setting.examine(transaction, Terms.single(now()), coins).spending());
    } catch (PolicyException e) {
      // Perhaps it spends what comes before it. Whoever offers it is told.
    }
  }

  /** It has been offered or tested, whatever came of it. */
  public void forget(Transaction transaction) {
    setting.scripts().forget(transaction.wtxid());
  }

  /** Takes a transaction, or says why not. */
  public MempoolAnswer offer(Transaction transaction) {
    return acceptance.offer(transaction, Terms.single(now()));
  }

  /**
   * Takes a transaction that was made here (Core's BroadcastTransaction), of which some peer is to
   * know then.
   *
   * @param maxRate above which it is not taken; null for any
   */
  public BroadcastAnswer broadcast(Transaction transaction, @Nullable FeeRate maxRate) {
    var there = pool.find(transaction.txid());
    if (there != null) {
      return new BroadcastAnswer.InMempool(there.transaction().wtxid());
    }
    var terms = Terms.single(now(), maxFee(transaction, maxRate));
    if (acceptance.offer(transaction, terms) instanceof MempoolAnswer.Refused(var why, _)) {
      return refused(transaction, why);
    }
    pool.unbroadcast().add(transaction.txid());
    return new BroadcastAnswer.InMempool(transaction.wtxid());
  }

  /** Says what would become of such a transaction, and changes nothing. */
  public BroadcastAnswer testBroadcast(Transaction transaction, @Nullable FeeRate maxRate) {
    var terms = Terms.singleTest(now(), maxFee(transaction, maxRate));
    return pool.find(transaction.txid()) == null
            && acceptance.offer(transaction, terms) instanceof MempoolAnswer.Refused(var why, _)
        ? refused(transaction, why)
        : new BroadcastAnswer.Acceptable();
  }

  private static long maxFee(Transaction transaction, @Nullable FeeRate maxRate) {
    return maxRate == null ? Long.MAX_VALUE : maxRate.feeFor(transaction.virtualSize());
  }

  private BroadcastAnswer refused(Transaction transaction, PolicyVerdict.Refused why) {
    if (isInChain(transaction)) {
      return new BroadcastAnswer.InChain();
    }
    return why.equals(Acceptance.TOO_EXPENSIVE)
        ? new BroadcastAnswer.TooExpensive()
        : new BroadcastAnswer.Refused(why);
  }

  private boolean isInChain(Transaction transaction) {
    var txid = transaction.txid();
    return IntStream.range(0, transaction.outputs().size())
        .anyMatch(index -> setting.chain().coin(new OutPoint(txid, index)) != null);
  }

  /** Takes a transaction as if it had come at {@code time}, in seconds since 1970. */
  public MempoolAnswer offer(Transaction transaction, long time) {
    return acceptance.offer(transaction, Terms.single(time));
  }

  /** Takes a child with its parents, or some of them. */
  public PackageAnswer offer(List<Transaction> transactions, @Nullable FeeRate maxRate) {
    return packages.offer(transactions, Terms.childWithParents(now(), maxRate));
  }

  /** Says what would become of transactions, and changes nothing. */
  public PackageAnswer test(List<Transaction> transactions) {
    if (transactions.size() > 1) {
      return joint.offer(transactions, Terms.packageTest(now()));
    }
    var only = transactions.getFirst();
    var answer = acceptance.offer(only, Terms.singleTest(now()));
    var outcome =
        answer instanceof MempoolAnswer.Refused
            ? PackageAnswer.Outcome.TRANSACTION_REFUSED
            : PackageAnswer.Outcome.ACCEPTED;
    return new PackageAnswer(outcome, "", "", Map.of(only.wtxid(), answer));
  }

  /** Adds to the fee of a transaction as it is judged here, in satoshis, be it here or not. */
  public void prioritise(Txid txid, long sats) {
    priorities.add(txid, sats);
    var entry = pool.find(txid);
    if (entry != null) {
      entry.setFeeDelta(priorities.of(txid));
      pool.apply(Regrouping.repriced(pool, entry));
    }
  }

  /** A block has come to the end of the chain. */
  public void connected(Block block, int height) {
    pool.follow(null);
    returning.relink();
    disconnected.connected(block);
    blocks.connected(block, height);
    if (!reorganising) {
      pool.follow(block.hash());
    }
  }

  /** A block was the end of the chain. */
  public void disconnected(Block block) {
    reorganising = true;
    pool.follow(null);
    returning.relink();
    disconnected
        .disconnected(block)
        .forEach(transaction ->
            housekeeping.removeWithDescendants(
                transaction, MempoolListener.Removal.REORGANISATION));
  }

  /**
   * Does some of what is left to do after a reorganisation, while the chain stays as it is.
   *
   * @return whether there was anything to do, so that there may be more
   */
  public boolean settle() {
    if (!reorganising) {
      return false;
    }
    var some = disconnected.take(RETURNED_AT_ONCE);
    if (some.isEmpty()) {
      returning.finish();
      reorganising = false;
      pool.follow(tip());
    } else {
      returning.takeBack(some, now());
    }
    return true;
  }

  /** The chain goes on from another block than before, and nothing is here. */
  public void follow() {
    pool.follow(tip());
  }

  /** Removes what is too old, and what pays least while there is too much. */
  public void limit() {
    housekeeping.limit();
  }

  @Override
  public @Nullable MempoolEntry find(Txid txid) {
    return pool.find(txid);
  }

  @Override
  public @Nullable MempoolEntry find(Wtxid wtxid) {
    return pool.find(wtxid);
  }

  @Override
  public @Nullable MempoolEntry spender(OutPoint output) {
    return pool.spender(output);
  }

  @Override
  public long nextSequence() {
    return housekeeping.nextSequence();
  }

  @Override
  public Map<Txid, Long> prioritisations() {
    return priorities.all();
  }

  @Override
  public Set<Txid> unbroadcast() {
    return Collections.unmodifiableSet(pool.unbroadcast());
  }

  @Override
  public void broadcast(Txid txid) {
    pool.unbroadcast().add(txid);
    if (pool.find(txid) == null) {
      pool.unbroadcast().remove(txid); // it has gone meanwhile, or was never there
    }
  }

  @Override
  public void fetched(Txid txid) {
    pool.unbroadcast().remove(txid);
  }

  @Override
  public boolean isLoaded() {
    return loaded;
  }

  @Override
  public void markLoaded() {
    loaded = true;
  }

  @Override
  public Candidates candidates() {
    return new BlockCandidates(pool);
  }

  @Override
  public <T extends @Nullable Object> T reading(Function<MempoolView, T> look) {
    return pool.reading(() -> look.apply(new View(pool)));
  }

  @Override
  public Summary summary() {
    return pool.reading(() ->
        new Summary(
            pool.count(),
            pool.virtualSize(),
            pool.memoryBytes(),
            pool.feeSats(),
            housekeeping.minimumFee(),
            pool.isOptimal()));
  }

  private BlockHash tip() {
    return setting.chain().next().previous().hash();
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
