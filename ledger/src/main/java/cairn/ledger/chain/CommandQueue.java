package cairn.ledger.chain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What others want the chain thread to do, in the order in which they said so, and where it waits
 * when there is nothing to do. Thread-safe; one thread takes.
 */
final class CommandQueue {
  /** Far more than there are threads that wait for answers. */
  static final int MAX_COMMANDS = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Runnable> commands = new ArrayDeque<>();
  private boolean woken;
  private boolean closed;

  /** Adds a command; false if the queue is full or closed. */
  boolean offer(Runnable command) {
    lock.lock();
    try {
      if (closed || commands.size() >= MAX_COMMANDS) {
        return false;
      }
      commands.addLast(command);
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** The next command; null if there is none. */
  @Nullable Runnable poll() {
    lock.lock();
    try {
      return commands.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Has {@link #await} return, now or when it is called next. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is a command, or {@link #wake} or {@link #close} is called. */
  void await(Duration atMost) {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (commands.isEmpty() && !woken && !closed && nanos > 0) {
        nanos = work.awaitNanos(nanos);
      }
      woken = false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the chain thread", e);
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more commands, and drops those that are left. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signal();
      commands.clear();
    } finally {
      lock.unlock();
    }
  }
}
