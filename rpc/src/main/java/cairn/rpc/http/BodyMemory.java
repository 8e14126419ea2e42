package cairn.rpc.http;

import java.util.concurrent.Semaphore;

/**
 * The memory that the bodies of all requests may take together. Small bodies are not counted: there
 * are no more of them than connections. A connection has one of these.
 */
final class BodyMemory {
  /** Up to here a body is not counted. */
  static final int SMALL = 1 << 14;

  private final Semaphore kibibytes;
  private int reserved;

  /**
   * @param kibibytes what is left for all connections
   */
  BodyMemory(Semaphore kibibytes) {
    this.kibibytes = kibibytes;
  }

  /** Waits until there is room for a body of so many bytes. */
  void reserve(int bytes) throws InterruptedException {
    if (bytes > SMALL && reserved == 0) {
      int wanted = (bytes + 1023) / 1024;
      kibibytes.acquire(wanted);
      reserved = wanted;
    }
  }

  /** The body is gone. */
  void release() {
    kibibytes.release(reserved);
    reserved = 0;
  }
}
