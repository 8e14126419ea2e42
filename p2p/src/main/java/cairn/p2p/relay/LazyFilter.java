package cairn.p2p.relay;

import cairn.p2p.filters.RollingBloomFilter;
import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What was seen lately, but for one in a million mistakes; takes memory from its first element on.
 */
final class LazyFilter {
  private static final double FALSE_POSITIVES = 1e-6;

  private final int capacity;
  private final RandomGenerator random;
  private @Nullable RollingBloomFilter filter;

  /**
   * @param capacity how many are remembered for certain
   */
  LazyFilter(int capacity, RandomGenerator random) {
    this.capacity = capacity;
    this.random = random;
  }

  void add(Hash256 id) {
    filter().add(id);
  }

  void add(Bytes bytes) {
    filter().add(bytes);
  }

  boolean contains(Hash256 id) {
    return filter != null && filter.contains(id);
  }

  boolean contains(Bytes bytes) {
    return filter != null && filter.contains(bytes);
  }

  void clear() {
    if (filter != null) {
      filter.clear();
    }
  }

  private RollingBloomFilter filter() {
    if (filter == null) {
      filter = new RollingBloomFilter(capacity, FALSE_POSITIVES, random);
    }
    return filter;
  }
}
