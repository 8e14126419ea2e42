package cairn.ledger.chain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From which heights on others still need blocks. Thread-safe. */
final class PruneLocks {
  /** So many blocks more are kept, for reorganisations (Core's PRUNE_LOCK_BUFFER). */
  private static final int BUFFER = 10;

  private static final Logger log = LoggerFactory.getLogger(PruneLocks.class);

  private final Map<String, Integer> heights = new ConcurrentHashMap<>();

  /** Keeps the blocks from {@code height} on for {@code holder}, and the last few before. */
  void hold(String holder, int height) {
    heights.put(holder, height);
  }

  /**
   * The chain ends at {@code tip} now: whoever was farther needs what comes after it, even if it
   * has yet to hear of that.
   */
  void steppedBack(int tip) {
    for (var lock : heights.entrySet()) {
      if (lock.getValue() > tip) {
        heights.computeIfPresent(lock.getKey(), (_, height) -> Math.min(height, tip));
        log.debug("{} prune lock moved back to {}", lock.getKey(), tip);
      }
    }
  }

  /** The last height at which nobody needs a block, where that of the tip is {@code tip}. */
  int limit(int tip) {
    int last = tip;
    String limiting = null;
    for (var lock : heights.entrySet()) {
      int outside = lock.getValue() - BUFFER - 1;
      if (outside < last) {
        last = Math.max(1, outside);
        limiting = lock.getKey();
      }
    }
    if (limiting != null) {
      log.debug("{} limited pruning to height {}", limiting, last);
    }
    return last;
  }
}
