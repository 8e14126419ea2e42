package cairn.rpc.http;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * How many requests are being worked on, and how many may wait for that.
 *
 * <p>A request that waits for an event, such as a long poll, has neither a turn nor a place. So
 * however many clients wait for the next block, or for their wrong password to be refused, the
 * others are still answered; that a connection has one request at a time bounds those that wait.
 * Thread-safe.
 */
final class WorkLimit {
  private final Semaphore places;
  private final Semaphore turns;

  /**
   * @param working how many may be worked on at a time
   * @param waiting how many more may wait for that
   */
  WorkLimit(int working, int waiting) {
    this.places = new Semaphore(Math.addExact(working, waiting));
    this.turns = new Semaphore(working, true);
  }

  /** Works in turn, once that has come; empty if too many wait already. */
  <T> Optional<T> work(Work<T> work) throws InterruptedException {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    var place = new Place();
    try {
      turns.acquire();
      try {
        return Optional.of(work.with(place));
      } finally {
        turns.release();
      }
    } finally {
      place.leave();
    }
  }

  /** What is done in turn. */
  interface Work<T> {
    T with(Turn turn) throws InterruptedException;
  }

  /** One request's, until it has to wait for something else. */
  private final class Place implements Turn {
    private boolean taken = true;

    @Override
    public <T> T aside(Wait<T> wait) throws InterruptedException {
      leave();
      turns.release();
      try {
        return wait.await();
      } finally {
        turns.acquireUninterruptibly();
      }
    }

    void leave() {
      if (taken) {
        taken = false;
        places.release();
      }
    }
  }
}
