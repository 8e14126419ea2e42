package cairn.ledger.chain;

import cairn.ledger.rules.BlockInputs;
import cairn.ledger.rules.Verdict;
import cairn.ledger.script.ScriptError;
import cairn.ledger.script.ScriptFlags;
import cairn.ledger.script.ScriptVerifier;
import cairn.ledger.script.VerifiedScripts;
import cairn.primitives.sighash.SpendingTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The script checks of one block, spread over the {@link Workers} in batches. The chain thread adds
 * transactions, seals, and asks for the verdict whenever it likes.
 *
 * <p>If several inputs fail, the first in the block is the one that is named, however the threads
 * were scheduled.
 */
final class ScriptChecks {
  /** Inputs in a batch: enough to be worth handing over, few enough to spread. */
  private static final int BATCH_INPUTS = 32;

  private final Workers workers;
  private final ScriptFlags flags;
  private final VerifiedScripts verified;
  private final AtomicInteger unfinished = new AtomicInteger(1);
  private final AtomicReference<@Nullable Failure> first = new AtomicReference<>();
  private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();
  private List<Item> batch = new ArrayList<>();
  private int batchInputs;
  private int inputs;

  /**
   * @param flags the rules of the script machine that hold in the block
   * @param verified what need not be checked again
   */
  ScriptChecks(Workers workers, ScriptFlags flags, VerifiedScripts verified) {
    this.workers = workers;
    this.flags = flags;
    this.verified = verified;
  }

  /** A transaction by its place in the block. */
  private record Item(int position, SpendingTransaction transaction) {}

  private record Failure(int position, SpendingTransaction spend, int input, ScriptError error) {
    boolean isBefore(@Nullable Failure other) {
      return other == null
          || position < other.position
          || (position == other.position && input < other.input);
    }
  }

  /** Has all inputs of the transaction at {@code position} in the block checked. */
  void add(int position, SpendingTransaction transaction) {
    int count = transaction.transaction().inputs().size();
    inputs += count;
    batchInputs += count;
    batch.add(new Item(position, transaction));
    if (batchInputs >= BATCH_INPUTS) {
      submit();
    }
  }

  /** There are no more transactions. */
  void seal() {
    if (!batch.isEmpty()) {
      submit();
    }
    finished();
  }

  /** How many inputs there are to check. */
  int inputs() {
    return inputs;
  }

  boolean isDone() {
    return verdict.isDone();
  }

  /** Has {@code action} called, on any thread, once they are. */
  void whenDone(Runnable action) {
    var _ = verdict.whenComplete((_, _) -> action.run());
  }

  /**
   * Waits until all are checked, or one has failed and all before it are checked.
   *
   * @throws RuntimeException what a check died of, if there is a bug in it; an {@link Error}
   *     likewise
   */
  Verdict await() {
    return Workers.await(verdict);
  }

  private void submit() {
    var items = batch;
    batch = new ArrayList<>();
    batchInputs = 0;
    unfinished.incrementAndGet();
    workers.check(() -> {
      try {
        items.forEach(this::check);
        finished();
      } catch (RuntimeException | Error e) {
        verdict.completeExceptionally(e);
      }
    });
  }

  private void check(Item item) {
    var failed = first.get();
    if (failed != null && failed.position() < item.position()) {
      return;
    }
    var spend = item.transaction();
    if (verified.covers(spend.transaction().wtxid(), flags)) {
      return;
    }
    int count = spend.transaction().inputs().size();
    for (int input = 0; input < count; input++) {
      var error = ScriptVerifier.verify(spend, input, flags, verified.signatures());
      if (error != ScriptError.OK) {
        var failure = new Failure(item.position(), spend, input, error);
        first.accumulateAndGet(failure, (old, found) -> found.isBefore(old) ? found : old);
        return;
      }
    }
  }

  private void finished() {
    if (unfinished.decrementAndGet() == 0) {
      var failure = first.get();
      verdict.complete(
          failure == null
              ? Verdict.Valid.OK
              : BlockInputs.scriptFailure(
                  failure.spend().transaction(), failure.input(), failure.error()));
    }
  }
}
