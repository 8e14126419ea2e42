package cairn.rpc.http;

/**
 * The right to work on a request, which only a few have at a time. Whoever waits for something to
 * happen gives it to others meanwhile.
 */
public interface Turn {
  /** Does what takes long without taking work from others: waiting, or work in other threads. */
  <T> T aside(Wait<T> wait) throws InterruptedException;

  /** What is waited for. */
  interface Wait<T> {
    T await() throws InterruptedException;
  }
}
