package cairn.p2p.sync;

import cairn.genesis.PeerParameters.HeadersSync;
import cairn.primitives.BlockHash;
import cairn.primitives.SipHash;
import java.util.random.RandomGenerator;

/**
 * What is remembered of headers that are not stored: one bit for every so many of them, of a hash
 * that nobody can compute who does not know the salt. Whoever sends other headers the second time
 * has to guess the bits.
 */
final class Commitments {
  private final BitQueue bits = new BitQueue();
  private final int period;
  private final int offset;
  private final long k0;
  private final long k1;

  Commitments(HeadersSync parameters, RandomGenerator random) {
    this.period = parameters.commitmentPeriod();
    this.offset = random.nextInt(period);
    this.k0 = random.nextLong();
    this.k1 = random.nextLong();
  }

  long size() {
    return bits.size();
  }

  /** Whether something is remembered of the header at {@code height}. */
  boolean covers(long height) {
    return height % period == offset;
  }

  void add(BlockHash hash) {
    bits.add(bit(hash));
  }

  /** Takes the oldest bit, of which there has to be one: whether it is that of {@code hash}. */
  boolean removeMatching(BlockHash hash) {
    return bits.remove() == bit(hash);
  }

  private boolean bit(BlockHash hash) {
    return (SipHash.of(k0, k1, hash) & 1) == 1;
  }
}
