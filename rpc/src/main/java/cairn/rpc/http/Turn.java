package cairn.rpc.http;

/**
 * The right to work on a request, which only a few have at a time. Whoever waits for something to
 * happen gives it to others meanwhile.
 */
public interface Turn {
  /** Does what takes long without taking work from others: waiting, or work in other threads. */
  <T> T aside(Wait<T> wait) throws InterruptedException;

  /**
   * The same for an event that may not come for long.
   *
   * @throws InterruptedException if the client has gone, too
   */
  default <T> T asideWhileThere(Wait<T> wait) throws InterruptedException {
    return aside(wait);
  }

  /** Waits without being counted among those who wait. */
  default <T> T outside(Wait<T> wait) throws InterruptedException {
    return aside(wait);
  }

  /** What is waited for. */
  interface Wait<T> {
    T await() throws InterruptedException;
  }
}
