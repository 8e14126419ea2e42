package cairn.rpc.zmq;

import java.util.concurrent.Semaphore;

/** The memory that messages may take together, for whomever they wait. Thread-safe. */
final class MessageMemory {
  /** Whom a message waits for counts it as his own, though several may share it. */
  static final int BYTES = 64 << 20;

  private final Semaphore bytes = new Semaphore(BYTES);

  /** Takes so many bytes; false if there is no room for them. */
  boolean take(int count) {
    return bytes.tryAcquire(count);
  }

  void free(int count) {
    bytes.release(count);
  }
}
