package cairn.rpc.http;

import java.util.concurrent.Semaphore;

/**
 * How many requests are being worked on, and how many may wait for that.
 *
 * <p>A request that waits for an event, such as a long poll, has a place but no turn. So however
 * many clients wait for the next block, the others are still answered; and as each has a place, the
 * number of requests at a time is bounded all the same. Thread-safe.
 */
final class WorkLimit {
  private final Semaphore places;
  private final Semaphore turns;

  /**
   * @param working how many may be worked on at a time
   * @param waiting how many more may wait
   */
  WorkLimit(int working, int waiting) {
    this.places = new Semaphore(Math.addExact(working, waiting));
    this.turns = new Semaphore(working, true);
  }

  /** Takes a place, if there is one; it has to be left again. */
  boolean enter() {
    return places.tryAcquire();
  }

  void leave() {
    places.release();
  }

  /** Works in turn, once that has come, for the client that sends {@code input}. */
  <T> T work(ClientInput input, Work<T> work) throws InterruptedException {
    turns.acquire();
    try {
      return work.with(new OneOfMany(input));
    } finally {
      turns.release();
    }
  }

  private final class OneOfMany implements Turn {
    private final ClientInput input;

    OneOfMany(ClientInput input) {
      this.input = input;
    }

    @Override
    public <T> T aside(Wait<T> wait) throws InterruptedException {
      turns.release();
      try {
        return wait.await();
      } finally {
        turns.acquireUninterruptibly();
      }
    }

    @Override
    public <T> T asideWhileThere(Wait<T> wait) throws InterruptedException {
      return aside(() -> input.whileThere(wait));
    }

    @Override
    public <T> T outside(Wait<T> wait) throws InterruptedException {
      places.release();
      try {
        return aside(wait);
      } finally {
        places.acquireUninterruptibly();
      }
    }
  }

  /** What is done in turn. */
  interface Work<T> {
    T with(Turn turn) throws InterruptedException;
  }
}
