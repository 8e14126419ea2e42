package cairn.p2p.bans;

import cairn.p2p.addresses.AddressKey;
import cairn.p2p.filters.RollingBloomFilter;
import cairn.p2p.wire.NetworkAddress;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Addresses whose nodes misbehaved lately. They are not called, nor told to others, and of inbound
 * connections theirs go first. A start forgets them, and one in a million others is taken for one.
 * Not thread-safe.
 */
public final class Discouraged {
  private static final int REMEMBERED = 50_000;
  private static final double FALSE_POSITIVES = 0.000_001;

  private final RandomGenerator random;

  /** It takes half a megabyte, so there is none until it is needed. */
  private @Nullable RollingBloomFilter filter;

  /**
   * @param random must not be foreseeable
   */
  public Discouraged(RandomGenerator random) {
    this.random = random;
  }

  public void add(NetworkAddress address) {
    if (filter == null) {
      filter = new RollingBloomFilter(REMEMBERED, FALSE_POSITIVES, random);
    }
    filter.add(AddressKey.of(address));
  }

  public boolean contains(NetworkAddress address) {
    return filter != null && filter.contains(AddressKey.of(address));
  }
}
