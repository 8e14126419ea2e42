package cairn.p2p.sync;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The new headers that were handed over and are not answered yet. They may be seen in the chain
 * before the answer comes; but whoever has announced a block first is asked for it first.
 */
final class HeadersUnderWay {
  private final Map<BlockHash, Integer> counts = new HashMap<>();

  /**
   * Headers are handed over.
   *
   * @return those that are remembered, for {@link #remove}: of many, only as many as are asked for
   *     at once when they are announced
   */
  List<BlockHash> add(List<BlockHeader> headers) {
    var hashes =
        headers.subList(Math.max(0, headers.size() - RequestLimit.LEAST), headers.size()).stream()
            .map(BlockHeader::hash)
            .toList();
    hashes.forEach(hash -> counts.merge(hash, 1, Integer::sum));
    return hashes;
  }

  /** They are answered. */
  void remove(List<BlockHash> hashes) {
    for (var hash : hashes) {
      counts.computeIfPresent(hash, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  boolean contains(BlockHash hash) {
    return counts.containsKey(hash);
  }
}
