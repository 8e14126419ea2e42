package cairn.p2p.bans;

import cairn.p2p.addresses.AddressKey;
import cairn.p2p.filters.RollingBloomFilter;
import cairn.p2p.wire.NetworkAddress;
import java.util.random.RandomGenerator;

/**
 * Addresses whose nodes misbehaved lately. They are not called, nor told to others, and of inbound
 * connections theirs go first. A start forgets them, and one in a million others is taken for one.
 * Not thread-safe.
 */
public final class Discouraged {
  private static final int REMEMBERED = 50_000;
  private static final double FALSE_POSITIVES = 0.000_001;

  private final RollingBloomFilter filter;

  /**
   * @param random must not be foreseeable
   */
  public Discouraged(RandomGenerator random) {
    this.filter = new RollingBloomFilter(REMEMBERED, FALSE_POSITIVES, random);
  }

  public void add(NetworkAddress address) {
    filter.add(AddressKey.of(address));
  }

  public boolean contains(NetworkAddress address) {
    return filter.contains(AddressKey.of(address));
  }
}
