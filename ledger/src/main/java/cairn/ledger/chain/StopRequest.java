package cairn.ledger.chain;

import cairn.ledger.headers.HeaderEntry;

/** Whether no more blocks should be connected or disconnected. Thread-safe. */
final class StopRequest {
  /** 0 for no such height. */
  private final int atHeight;

  private volatile boolean made;

  /**
   * @param atHeight no block above it should come into the chain; 0 for no such height
   */
  StopRequest(int atHeight) {
    this.atHeight = atHeight;
  }

  void make() {
    made = true;
  }

  boolean isMade() {
    return made;
  }

  /** Whether no block should come after {@code tip}. */
  boolean isReachedBy(HeaderEntry tip) {
    return atHeight > 0 && tip.height() >= atHeight;
  }
}
