package cairn.p2p.sync;

import cairn.primitives.BlockHash;
import java.util.HashMap;
import java.util.Map;

/**
 * The new headers that were handed over and are not answered yet. They may be seen in the chain
 * before the answer comes; but whoever has announced a block first is asked for it first.
 */
final class HeadersUnderWay {
  private final Map<BlockHash, Integer> counts = new HashMap<>();

  void add(BlockHash last) {
    counts.merge(last, 1, Integer::sum);
  }

  void remove(BlockHash last) {
    counts.computeIfPresent(last, (_, count) -> count == 1 ? null : count - 1);
  }

  boolean contains(BlockHash hash) {
    return counts.containsKey(hash);
  }
}
