package cairn.ledger.chain;

import cairn.ledger.ImportProgress;
import cairn.ledger.ImportResult;
import cairn.ledger.chain.ImportJob.Step;
import cairn.ledger.mempool.LiveMempool;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the chain thread does next, in small steps: commands come first, then blocks that were
 * submitted, then, taking turns, those from files and the way to the best branch. What is asked of
 * the mempool waits until that is reached. What is verified below a snapshot comes last of all.
 * Belongs to the chain thread.
 */
final class ChainWork implements AutoCloseable {
  private final OpenLedger ledger;
  private final Chainstate chainstate;
  private final CommandQueue commands;
  private final BlockIntake intake;
  private final LiveMempool mempool;
  private final TransactionQueue transactions;
  private final SyncState state;
  private final Announcer announcer;
  private final Fates fates;
  private @Nullable ImportJob job;
  private Consumer<List<ImportResult>> jobAnswer = _ -> {};

  /** Those who want to know when the best branch is settled, in the order in which they came. */
  private final Deque<Waiter> waiters = new ArrayDeque<>();

  private boolean begun;
  private boolean stopHeightTold;

  ChainWork(
      OpenLedger ledger,
      CommandQueue commands,
      BlockIntake intake,
      LiveMempool mempool,
      TransactionQueue transactions,
      SyncState state,
      Announcer announcer,
      Fates fates) {
    this.ledger = ledger;
    this.chainstate = ledger.chainstate();
    this.commands = commands;
    this.intake = intake;
    this.mempool = mempool;
    this.transactions = transactions;
    this.state = state;
    this.announcer = announcer;
    this.fates = fates;
  }

  /**
   * @param after how many submitted blocks must have been taken before
   */
  private record Waiter(long after, Runnable action) {}

  /**
   * Has {@code action} called once the best branch is settled. Blocks that come later have to wait
   * for that, those from files too.
   *
   * @param submitted so many submitted blocks come first
   */
  void whenSettled(long submitted, Runnable action) {
    waiters.addLast(new Waiter(submitted, action));
  }

  /**
   * Begins an import.
   *
   * @param answer is given what became of each source
   * @throws IllegalStateException if there is one already
   */
  void begin(List<Path> files, ImportProgress progress, Consumer<List<ImportResult>> answer) {
    if (job != null) {
      throw new IllegalStateException("an import is under way");
    }
    job = new ImportJob(ledger, files, progress);
    state.importing(true);
    jobAnswer = answer;
  }

  /**
   * Does what is most urgent.
   *
   * @return false if there is nothing to do for now
   */
  boolean step() {
    var command = commands.poll();
    if (command != null) {
      begun = true;
      command.run();
      return true;
    }
    if (!begun) {
      return false; // so that listeners can be added before anything happens
    }
    var waiter = waiters.peekFirst();
    if ((waiter == null || intake.taken() < waiter.after()) && intake.acceptNext()) {
      return true;
    }
    if (waiter == null && chainstate.wantsBlocks() && stepJob(false)) {
      return true;
    }
    boolean hasBetter = announcer.hasBetter();
    if (hasBetter) {
      chainstate.settleDone();
    } else if (chainstate.step()) {
      return true;
    }
    if (!chainstate.isSettled()) {
      return false; // the last scripts are being checked
    }
    if (hasBetter && !announcer.hasBetter()) {
      return true; // one of its blocks was bad
    }
    if (!stopHeightTold && chainstate.isHighEnough()) {
      stopHeightTold = true;
      announcer.stopHeightReached();
    }
    if (mempool.settle()) {
      return true;
    }
    announcer.settled();
    if (hasBetter) {
      return true; // the branch may go on
    }
    announcer.header(chainstate.headers().bestHeader());
    fates.settled();
    return tellWaiter()
        || transactions.answerNext(mempool)
        || stepJob(true)
        || ledger.stepHistory();
  }

  private boolean tellWaiter() {
    var waiter = waiters.peekFirst();
    if (waiter == null || intake.taken() < waiter.after()) {
      return false;
    }
    waiters.removeFirst();
    waiter.action().run();
    return true;
  }

  private boolean stepJob(boolean settled) {
    var now = job;
    if (now == null) {
      return false;
    }
    var step = now.step(settled);
    announcer.header(chainstate.headers().bestHeader());
    if (step == Step.OVER) {
      endJob(now);
    }
    return step != Step.WAITING;
  }

  private void endJob(ImportJob done) {
    job = null;
    state.importing(false);
    jobAnswer.accept(done.results());
  }

  /**
   * Stores what is new, when there is nothing else to do: at the end of the chain a node that is
   * killed is to lose next to nothing. On the way there, what is not stored is often spent before
   * it has to be.
   */
  void rest() {
    if (chainstate.isSettled()) {
      if (!state.isInitialBlockDownload()) {
        chainstate.flushAtRest();
      }
      chainstate.flushIfDue();
    }
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    if (job != null) {
      job.close();
    }
  }
}
