package cairn.rpc.web;

import cairn.rpc.call.RpcException;
import cairn.rpc.http.Turn;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is dear to work out, and so is not more often than now and then, whoever asks: at most a
 * fifth of the time goes into it. Who asks too soon waits, and gets what is true then. Thread-safe.
 */
final class Kept<T> {
  /** It rests so many times as long as the work took. */
  private static final int REST = 4;

  private final Semaphore free = new Semaphore(1, true);
  private final long leastNanos;
  private @Nullable State<T> last;

  /**
   * @param version what it was worked out from
   * @param again by {@link System#nanoTime}, from when on it may be worked out once more
   */
  private record State<T>(Object version, T value, long again) {}

  /**
   * @param least how long it rests at least
   */
  Kept(Duration least) {
    this.leastNanos = least.toNanos();
  }

  /** Works it out. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws RpcException, InterruptedException;
  }

  /** What it depends on. */
  @FunctionalInterface
  interface Version {
    Object now();
  }

  /**
   * The value as of now.
   *
   * @param version equal for as long as nothing has changed
   */
  T get(Turn turn, Version version, Work<T> work) throws RpcException, InterruptedException {
    turn.aside(() -> acquire(version));
    try {
      var known = last;
      var now = version.now();
      if (known != null && known.version().equals(now)) {
        return known.value();
      }
      long start = System.nanoTime();
      var value = work.run();
      long end = System.nanoTime();
      last = new State<>(now, value, end + Math.max(leastNanos, REST * (end - start)));
      return value;
    } finally {
      free.release();
    }
  }

  /** Waits until the value may be worked out, or need not be. */
  private boolean acquire(Version version) throws InterruptedException {
    free.acquire();
    boolean done = false;
    try {
      var known = last;
      if (known != null && !known.version().equals(version.now())) {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, known.again() - System.nanoTime()));
      }
      done = true;
      return true;
    } finally {
      if (!done) {
        free.release();
      }
    }
  }
}
