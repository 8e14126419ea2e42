package cairn.node.metrics;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For how long a thread has not answered. Thread-safe. */
final class Pulse {
  /** What is waited for an answer. */
  private static final long MOMENT_MILLIS = 500;

  private final Supplier<? extends CompletableFuture<?>> question;
  private @Nullable CompletableFuture<?> open;
  private long askedNanos;

  /**
   * @param question asks the thread something, without waiting
   */
  Pulse(Supplier<? extends CompletableFuture<?>> question) {
    this.question = question;
  }

  /** Asks, unless an answer is due still; zero if it comes soon. */
  synchronized Duration silence() throws InterruptedException {
    var asked = open;
    if (asked == null) {
      asked = question.get();
      askedNanos = System.nanoTime();
      open = asked;
    }
    try {
      asked.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Duration.ofNanos(System.nanoTime() - askedNanos);
    } catch (CancellationException | ExecutionException e) {
      open = null;
      return Duration.ZERO; // it says that it ends, which is an answer
    }
    open = null;
    return Duration.ZERO;
  }
}
