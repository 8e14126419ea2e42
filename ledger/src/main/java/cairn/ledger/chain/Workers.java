package cairn.ledger.chain;

import cairn.ledger.chain.StageTimes.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads that do, beside the chain thread, what needs no chain state: reading and parsing
 * blocks that are wanted soon, and checking scripts. Thread-safe.
 *
 * <p>Preparing a block goes before checking scripts: the chain thread waits for the next block
 * sooner than for the last one's scripts. The queues have no bound of their own; those who fill
 * them bound what is under way.
 */
final class Workers implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Deque<Runnable> preparations = new ArrayDeque<>();
  private final Deque<Runnable> checks = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final StageTimes times;
  private boolean closed;

  /**
   * @param count how many threads, at least 1
   * @param times what the threads spend is added to
   */
  Workers(int count, StageTimes times) {
    this.times = times;
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("verify-" + i).daemon().start(this::run));
    }
  }

  /** Has {@code task} done as soon as a thread is free. */
  <T extends @Nullable Object> CompletableFuture<T> prepare(Supplier<T> task) {
    var result = new CompletableFuture<T>();
    submit(preparations, () -> timed(Stage.PREPARE, () -> complete(result, task)));
    return result;
  }

  /** Has {@code task}, which must not throw, done when no preparation waits. */
  void check(Runnable task) {
    submit(checks, () -> timed(Stage.SCRIPTS, task));
  }

  /**
   * Waits for what {@link #prepare} promised.
   *
   * @throws RuntimeException what the task threw, if it did; an {@link Error} likewise
   */
  static <T extends @Nullable Object> T await(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /** Lets each thread finish what it is doing, and drops the rest. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    join(threads);
  }

  /** Waits until threads have ended, even if this one is interrupted meanwhile. */
  static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (var thread : threads) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void timed(Stage stage, Runnable task) {
    long start = System.nanoTime();
    task.run();
    times.add(stage, start);
  }

  private void submit(Deque<Runnable> queue, Runnable task) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("nobody is left to do it");
      }
      queue.addLast(task);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (var task = next(); task != null; task = next()) {
      task.run();
    }
  }

  /** Waits for something to do; null when there will be no more. */
  private @Nullable Runnable next() {
    lock.lock();
    try {
      while (true) {
        if (closed) {
          return null;
        }
        var task = preparations.pollFirst();
        if (task == null) {
          task = checks.pollFirst();
        }
        if (task != null) {
          return task;
        }
        work.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A failure reaches whoever asks for the result. */
  private static <T extends @Nullable Object> void complete(
      CompletableFuture<T> result, Supplier<T> task) {
    try {
      result.complete(task.get());
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }
}
