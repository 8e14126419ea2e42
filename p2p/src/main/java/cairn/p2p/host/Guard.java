package cairn.p2p.host;

import org.jspecify.annotations.Nullable;

/**
 * Runs what may have a bug. What a peer can bring about with that should cost no more than that
 * peer, so everything that leaves the JVM in order is caught.
 */
final class Guard {
  private Guard() {}

  /** Runs {@code task}, and says how it has failed; null if it has not. */
  static @Nullable Throwable failureOf(Runnable task) {
    try {
      task.run();
      return null;
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      return e;
    }
  }
}
