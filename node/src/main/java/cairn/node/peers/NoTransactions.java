package cairn.node.peers;

import cairn.p2p.TransactionFault;
import cairn.p2p.TransactionPool;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import cairn.primitives.Wtxid;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pool of a node that takes no transactions but those in blocks.
 *
 * @param peers the thread of the peers
 */
record NoTransactions(Executor peers) implements TransactionPool {
  private static final Answer.Refused REFUSED =
      new Answer.Refused(TransactionFault.NO_POOL, "no-mempool");

  @Override
  public @Nullable Entry find(Txid id) {
    return null;
  }

  @Override
  public @Nullable Entry find(Wtxid id) {
    return null;
  }

  @Override
  public List<Entry> entries() {
    return List.of();
  }

  @Override
  public List<Entry> inRelayOrder(Collection<Wtxid> transactions) {
    return List.of();
  }

  @Override
  public long nextSequence() {
    return 1;
  }

  @Override
  public long minimumFeeRate() {
    return 0;
  }

  @Override
  public long minimumRelayFeeRate() {
    return 0;
  }

  @Override
  public boolean isLoaded() {
    return true;
  }

  @Override
  public List<Txid> notFetched() {
    return List.of();
  }

  @Override
  public void fetched(Txid id) {}

  @Override
  public void submit(Transaction transaction, Consumer<Answer> answer) {
    peers.execute(() -> answer.accept(REFUSED));
  }

  @Override
  public void submitPackage(Transaction parent, Transaction child, Consumer<PackageAnswer> answer) {
    peers.execute(() -> answer.accept(new PackageAnswer(false, REFUSED, REFUSED)));
  }
}
