package cairn.ledger.chain;

import cairn.ledger.BlockAnswer;
import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.ledger.rules.BlockContents;
import cairn.ledger.rules.Rule;
import cairn.primitives.Block;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the blocks that others submit, in their order: workers check each by itself, and what is
 * good is stored. Belongs to the chain thread, but for what says otherwise.
 */
final class BlockIntake {
  /**
   * How many bytes of blocks may be there whose fate is not known yet. More than the workers and
   * the read-ahead can have under way does not make anything faster.
   */
  static final long MAX_BYTES = 16 << 20;

  /** What a block takes however short it is, so that there cannot be too many short ones. */
  static final int OVERHEAD = 4 << 10;

  private final Chainstate chainstate;
  private final List<Rule<Block>> contents;
  private final Announcer announcer;
  private final Fates fates;
  private final Runnable wake;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Deque<Submission> submissions = new ArrayDeque<>();
  private final ReadAhead<Submission> readAhead;
  private long added;
  private long taken;

  /**
   * @param wake called on any thread whenever a block is ready to be accepted
   */
  BlockIntake(Chainstate chainstate, Announcer announcer, Fates fates, Runnable wake) {
    this.chainstate = chainstate;
    this.contents = BlockContents.rules(chainstate.network());
    this.announcer = announcer;
    this.fates = fates;
    this.wake = wake;
    this.readAhead = new ReadAhead<>(null, chainstate.times(), new Tasks());
  }

  /** A block, and who waits to hear of it. */
  record Submission(
      Block block,
      boolean requested,
      boolean workIsEnough,
      CompletableFuture<BlockAnswer> answer) {}

  /** Whether there is room for another block. From any thread. */
  boolean hasRoom() {
    return waitingBytes.get() < MAX_BYTES;
  }

  /** Takes room for a block of so many bytes; false if there is none. From any thread. */
  boolean reserve(int bytes) {
    if (waitingBytes.getAndAdd(bytes) >= MAX_BYTES) {
      waitingBytes.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  /** Gives the room back, as the block has been answered. From any thread. */
  void release(int bytes) {
    waitingBytes.addAndGet(-bytes);
  }

  /** Adds a block for which there is room. */
  void add(Submission submission) {
    submissions.addLast(submission);
    added++;
  }

  /** How many blocks have been added. */
  long added() {
    return added;
  }

  /** How many of them, the first ones, have been accepted or refused. */
  long taken() {
    return taken;
  }

  /**
   * Takes in the next block if it is prepared.
   *
   * @return false if none is
   */
  boolean acceptNext() {
    if (!readAhead.isReady()) {
      return false;
    }
    var ready = Objects.requireNonNull(readAhead.next());
    taken++;
    accept(ready.subject(), Objects.requireNonNull(ready.prepared()));
    return true;
  }

  private void accept(Submission submission, PreparedBlock prepared) {
    var taken = chainstate.accept(prepared, submission.requested(), submission.workIsEnough());
    announcer.header(chainstate.headers().bestHeader());
    var answer = submission.answer();
    switch (taken) {
      case Taken.Refused(var why, var entry) ->
          answer.complete(new BlockAnswer.Refused(why, entry));
      case Taken.Ignored(var entry) -> answer.complete(new BlockAnswer.Ignored(entry));
      case Taken.Stored(var entry, var isNew) -> {
        if (isNew && chainstate.isNext(entry)) {
          announcer.stored(entry, prepared.block());
        }
        if (announcer.chain().contains(entry) || !chainstate.isPromising(entry)) {
          answer.complete(new BlockAnswer.Accepted(entry, isNew));
        } else {
          fates.await(entry, isNew, outcome -> connected(outcome, answer));
        }
      }
    }
  }

  /**
   * A block is connected, or refused. Perhaps others were stored that only waited for this one:
   * whoever asks what has become of it expects to find the chain as it is with all of them, unless
   * that is still far behind.
   */
  private void connected(BlockAnswer outcome, CompletableFuture<BlockAnswer> answer) {
    if (outcome instanceof BlockAnswer.Accepted && announcer.isCaughtUp()) {
      var target = chainstate.target();
      if (!announcer.chain().contains(target)) {
        fates.await(target, false, _ -> answer.complete(outcome));
        return;
      }
    }
    answer.complete(outcome);
  }

  private final class Tasks implements Iterator<ReadAhead.Task<Submission>> {
    @Override
    public boolean hasNext() {
      return !submissions.isEmpty();
    }

    @Override
    public ReadAhead.Task<Submission> next() {
      var submission = submissions.pollFirst();
      if (submission == null) {
        throw new NoSuchElementException();
      }
      var block = submission.block();
      CompletableFuture<@Nullable PreparedBlock> prepared =
          chainstate
              .workers()
              .prepare(() -> new PreparedBlock(block, Rule.firstFailure(contents, block)));
      var _ = prepared.whenComplete((_, _) -> wake.run());
      return new ReadAhead.Task<>(submission, block.totalSize(), prepared);
    }
  }
}
