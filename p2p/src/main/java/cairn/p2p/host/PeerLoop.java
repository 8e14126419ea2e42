package cairn.p2p.host;

import cairn.p2p.transport.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the thread of the peers goes round in: does what it is asked to, sees to what is due, and
 * takes one message of one peer, each in turn, so that nobody has to wait for a peer that sends
 * many.
 */
final class PeerLoop<T> {
  /** What is done with messages and time; all called on the loop's thread. */
  interface Work<T> {
    /** Whether this next message may be taken now; if not, it stays where it is. */
    boolean isReadyFor(T from, Frame next);

    void take(T from, Frame message);

    /** Does what is due; whether anything was. */
    boolean tick();

    /** How long it takes until {@link #tick} has something to do, if nothing else happens. */
    Duration untilTick();

    /** What was asked for, or what was due, has failed. */
    void failed(Throwable cause);
  }

  /** Even if a clock was set, it does not take longer than this to see it. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();

  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private final ArrayDeque<Runnable> inTurn = new ArrayDeque<>();
  private final ArrayDeque<Inbox<T>> turns = new ArrayDeque<>();

  /** Those whose next message could not be taken yet. On the loop's thread alone. */
  private final ArrayDeque<Inbox<T>> held = new ArrayDeque<>();

  private boolean stopping;

  /**
   * Has the loop run {@code task}, in the order of the calls. For any thread.
   *
   * @return false if it will not, because it was stopped
   */
  boolean post(Runnable task) {
    lock.lock();
    try {
      if (!stopping) {
        tasks.add(task);
        wake.signal();
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  /**
   * As {@link #post}, but in the order of the calls of this method alone, and only one for each
   * message that is taken: for what others can bring about as often as they like.
   */
  boolean postInTurn(Runnable task) {
    lock.lock();
    try {
      if (!stopping) {
        inTurn.add(task);
        wake.signal();
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  /** A message has come. For any thread. */
  void arrived(Inbox<T> inbox, Frame frame) {
    lock.lock();
    try {
      inbox.add(frame);
      if (!inbox.queued && !inbox.isEmpty()) {
        inbox.queued = true;
        turns.add(inbox);
        wake.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what somebody has sent, and will send. For any thread. */
  void forget(Inbox<T> inbox) {
    lock.lock();
    try {
      inbox.close();
    } finally {
      lock.unlock();
    }
  }

  /** Has {@link #run} return soon; what has not been done until then is not done. */
  void stop() {
    lock.lock();
    try {
      stopping = true;
      tasks.clear();
      inTurn.clear();
      wake.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Works until it is stopped. The thread that calls this is the loop's. */
  void run(Work<T> work) throws InterruptedException {
    while (await(work)) {
      boolean happened = runTasks(work);
      happened |= tick(work);
      happened |= runOneInTurn(work);
      if (happened) {
        release();
      }
      takeOne(work);
    }
  }

  /** Waits until there is something to do; false when it is to stop. */
  private boolean await(Work<T> work) throws InterruptedException {
    lock.lock();
    try {
      while (!stopping && tasks.isEmpty() && inTurn.isEmpty() && turns.isEmpty()) {
        var sleep = work.untilTick();
        if (!sleep.isPositive()) {
          return true;
        }
        wake.awaitNanos(
            sleep.compareTo(LONGEST_SLEEP) < 0 ? sleep.toNanos() : LONGEST_SLEEP.toNanos());
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Runs the tasks that are there by now, not those they bring about in turn. */
  private boolean runTasks(Work<T> work) {
    int count = taskCount();
    for (int i = 0; i < count; i++) {
      var task = nextTask();
      if (task != null) {
        guarded(work, task);
      }
    }
    return count > 0;
  }

  private int taskCount() {
    lock.lock();
    try {
      return tasks.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Runnable nextTask() {
    lock.lock();
    try {
      return tasks.poll();
    } finally {
      lock.unlock();
    }
  }

  private boolean runOneInTurn(Work<T> work) {
    @Nullable Runnable task;
    lock.lock();
    try {
      task = inTurn.poll();
    } finally {
      lock.unlock();
    }
    if (task != null) {
      guarded(work, task);
    }
    return task != null;
  }

  private boolean tick(Work<T> work) {
    var any = new boolean[1];
    guarded(work, () -> any[0] = work.tick());
    return any[0];
  }

  private void guarded(Work<T> work, Runnable task) {
    var failure = Guard.failureOf(task);
    if (failure != null) {
      work.failed(failure);
    }
  }

  /** Something has happened, so those who could not go on perhaps can. */
  private void release() {
    if (held.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      while (!held.isEmpty()) {
        turns.addFirst(held.removeLast());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes one message of the next peer from whom one may be taken. */
  private void takeOne(Work<T> work) {
    var inbox = nextTurn(work);
    if (inbox == null) {
      return;
    }
    @Nullable Frame next;
    lock.lock();
    try {
      next = inbox.poll();
      inbox.queued = !inbox.isEmpty();
      if (inbox.queued) {
        turns.add(inbox);
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      work.take(inbox.owner(), next);
    }
  }

  /** Puts those aside who are not ready; null if nobody is. */
  private @Nullable Inbox<T> nextTurn(Work<T> work) {
    while (true) {
      @Nullable Inbox<T> inbox;
      @Nullable Frame next;
      lock.lock();
      try {
        inbox = turns.poll();
        next = inbox == null ? null : inbox.peek();
      } finally {
        lock.unlock();
      }
      if (inbox == null || next == null || work.isReadyFor(inbox.owner(), next)) {
        return inbox;
      }
      held.add(inbox);
    }
  }
}
