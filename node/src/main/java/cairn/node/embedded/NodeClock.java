package cairn.node.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that goes as others do, and can be moved on: then what its nodes wait for is due. It
 * never goes back. Thread-safe.
 */
public final class NodeClock implements InstantSource {
  private final InstantSource real = InstantSource.system();
  private final List<Runnable> nodes = new CopyOnWriteArrayList<>();
  private volatile Duration ahead = Duration.ZERO;

  @Override
  public Instant instant() {
    return real.instant().plus(ahead);
  }

  /**
   * Moves it on.
   *
   * @throws IllegalArgumentException if {@code time} is below zero
   */
  public void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("a clock does not go back: " + time);
    }
    synchronized (this) {
      ahead = ahead.plus(time);
    }
    nodes.forEach(Runnable::run);
  }

  /** Has {@code node} told from now on when the clock has jumped. */
  void add(Runnable node) {
    nodes.add(node);
  }

  void remove(Runnable node) {
    nodes.remove(node);
  }
}
