package cairn.node.peers;

import cairn.ledger.Ledger;
import cairn.ledger.Mempool;
import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolEntry;
import cairn.ledger.policy.PolicyVerdict;
import cairn.p2p.TransactionFault;
import cairn.p2p.TransactionPool;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The mempool as peers know it, which is the ledger's. Belongs to the thread of the peers.
 *
 * <p>If the ledger is closed meanwhile there are no answers, as there will be no peers either.
 */
final class LedgerPool implements TransactionPool {
  private final Ledger ledger;
  private final Mempool mempool;
  private final Executor peers;

  /**
   * @param peers the thread of the peers
   */
  LedgerPool(Ledger ledger, Executor peers) {
    this.ledger = ledger;
    this.mempool = ledger.mempool();
    this.peers = peers;
  }

  /** What relay wants to know of an entry. */
  private record Known(MempoolEntry entry) implements Entry {
    static @Nullable Known of(@Nullable MempoolEntry entry) {
      return entry == null ? null : new Known(entry);
    }

    static List<Known> all(Collection<? extends MempoolEntry> entries) {
      return entries.stream().map(Known::new).toList();
    }

    @Override
    public Transaction transaction() {
      return entry.transaction();
    }

    @Override
    public long feeSats() {
      return entry.feeSats();
    }

    @Override
    public long virtualSize() {
      return entry.virtualSize();
    }

    @Override
    public long sequence() {
      return entry.sequence();
    }
  }

  @Override
  public @Nullable Entry find(Txid id) {
    return Known.of(mempool.find(id));
  }

  @Override
  public @Nullable Entry find(Wtxid id) {
    return Known.of(mempool.find(id));
  }

  @Override
  public List<? extends Entry> entries() {
    return mempool.reading(view -> Known.all(view.inMiningOrder()));
  }

  @Override
  public List<? extends Entry> inRelayOrder(Collection<Wtxid> transactions) {
    return mempool.reading(view -> Known.all(view.inMiningOrder(transactions)));
  }

  @Override
  public long nextSequence() {
    return mempool.nextSequence();
  }

  @Override
  public long minimumFeeRate() {
    return mempool.summary().minimumFee().satsPerKilobyte();
  }

  @Override
  public long minimumRelayFeeRate() {
    return ledger.config().mempool().policy().minRelayFee().satsPerKilobyte();
  }

  @Override
  public boolean isLoaded() {
    return mempool.isLoaded();
  }

  @Override
  public List<Txid> notFetched() {
    return List.copyOf(mempool.unbroadcast());
  }

  @Override
  public void fetched(Txid id) {
    mempool.fetched(id);
  }

  @Override
  public void submit(Transaction transaction, Consumer<Answer> answer) {
    answered(
        ledger.commands().offer(transaction).thenApply(LedgerPool::inPeersWords),
        new Answer.Undecided(),
        answer);
  }

  @Override
  public void test(Transaction transaction, Consumer<Answer> answer) {
    answered(
        ledger
            .commands()
            .test(List.of(transaction))
            .thenApply(together -> inPeersWords(together.transactions().get(transaction.wtxid()))),
        new Answer.Undecided(),
        answer);
  }

  @Override
  public void submitPackage(Transaction parent, Transaction child, Consumer<PackageAnswer> answer) {
    var undecided = new Answer.Undecided();
    answered(
        ledger
            .commands()
            .offer(List.of(parent, child), Optional.empty())
            .thenApply(together ->
                new PackageAnswer(
                    together.outcome() == cairn.ledger.PackageAnswer.Outcome.ACCEPTED,
                    inPeersWords(together.transactions().get(parent.wtxid())),
                    inPeersWords(together.transactions().get(child.wtxid())))),
        new PackageAnswer(false, undecided, undecided),
        answer);
  }

  /**
   * Passes an answer on to the thread of the peers.
   *
   * @param otherwise the answer if too much is waiting to be decided on
   */
  private <T> void answered(CompletableFuture<T> answer, T otherwise, Consumer<T> to) {
    var _ =
        answer
            .exceptionally(failure -> {
              if (failure instanceof RejectedExecutionException) {
                return otherwise;
              }
              throw new IllegalStateException(failure);
            })
            .thenAcceptAsync(to, peers);
  }

  private static Answer inPeersWords(@Nullable MempoolAnswer answer) {
    return switch (answer) {
      case null -> new Answer.Undecided();
      case MempoolAnswer.Accepted accepted -> new Answer.Accepted(accepted.replaced());
      case MempoolAnswer.Refused(var why, _) -> new Answer.Refused(fault(why), why.toString());
      // Of a package whose other transaction was the one in question.
      case MempoolAnswer.AlreadyThere _, MempoolAnswer.OtherWitness _ -> new Answer.Undecided();
    };
  }

  private static TransactionFault fault(PolicyVerdict.Refused why) {
    return switch (why.kind()) {
      case CONSENSUS -> TransactionFault.CONSENSUS;
      case INPUTS_NOT_STANDARD -> TransactionFault.INPUTS_NOT_STANDARD;
      case MISSING_INPUTS -> TransactionFault.MISSING_INPUTS;
      case WITNESS_MUTATED -> TransactionFault.WITNESS_MUTATED;
      case WITNESS_STRIPPED -> TransactionFault.WITNESS_STRIPPED;
      case CONFLICT -> TransactionFault.ALREADY_KNOWN;
      case RECONSIDERABLE -> TransactionFault.RECONSIDERABLE;
      case NO_MEMPOOL -> TransactionFault.NO_POOL;
      case NOT_STANDARD, PREMATURE_SPEND, MEMPOOL_POLICY, UNKNOWN -> TransactionFault.POLICY;
    };
  }
}
