package cairn.p2p.filters;

import cairn.primitives.Bytes;
import cairn.primitives.Hash256;
import cairn.primitives.SipHash;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Remembers what was added last, in a fixed amount of memory: it may believe to have seen what it
 * has not, rarely, and never the other way round. Not thread-safe.
 *
 * <p>Time is cut into generations of half the capacity. A cell says in which of three generations
 * it was last marked, or that it was not; when a generation ends, the marks of the oldest go and
 * its number is used again. So between one and one and a half times the capacity is remembered.
 *
 * <p>Where something is marked depends on a secret, so nobody can look for what collides. Behaves
 * as Core's {@code CRollingBloomFilter}; the hash is another one.
 */
public final class RollingBloomFilter {
  private static final int GENERATIONS = 3;
  private static final int MAX_MARKS = 50;

  /** The step of SplitMix64. */
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final RandomGenerator random;
  private final int generationSize;
  private final int marks;

  /**
   * A cell is two bits: bit {@code b} of word {@code 2w} is the low one of cell {@code 64w + b},
   * that of word {@code 2w + 1} the high one. Zero is no mark.
   */
  private final long[] cells;

  private long k0;
  private long k1;
  private int generation;
  private int inGeneration;

  /**
   * @param capacity how many of the last additions are found for certain, at least 1
   * @param falsePositiveRate how often at most something else is found, above 0 and below 1
   * @param random must not be foreseeable; used here and when cleared
   */
  public RollingBloomFilter(int capacity, double falsePositiveRate, RandomGenerator random) {
    if (capacity < 1 || !(falsePositiveRate > 0 && falsePositiveRate < 1)) {
      throw new IllegalArgumentException(
          "no filter of " + capacity + " at a rate of " + falsePositiveRate);
    }
    this.random = random;
    double logRate = Math.log(falsePositiveRate);
    // With n elements of k marks in m cells, a fraction of about 1 - exp(-kn/m) of the cells is
    // marked, and something new finds all its k marked at that fraction's k-th power. The fewest
    // cells that keep this below the rate are half full, which takes k = log2(1/rate).
    marks = Math.clamp(Math.round(-logRate / Math.log(2)), 1, MAX_MARKS);
    generationSize = Math.ceilDiv(capacity, 2);
    double marked = Math.exp(logRate / marks);
    double most = (double) GENERATIONS * generationSize * marks;
    long needed = (long) Math.ceil(-most / Math.log1p(-marked));
    cells = new long[Math.multiplyExact(2, Math.toIntExact(Math.ceilDiv(needed, Long.SIZE)))];
    clear();
  }

  /** Forgets everything, and takes another secret. */
  public void clear() {
    k0 = random.nextLong();
    k1 = random.nextLong();
    generation = 1;
    inGeneration = 0;
    Arrays.fill(cells, 0);
  }

  public void add(Bytes element) {
    add(SipHash.of(k0, k1, element));
  }

  public void add(Hash256 element) {
    add(SipHash.of(k0, k1, element));
  }

  /** Whether {@code element} was added lately, or, rarely, something that looks like it. */
  public boolean contains(Bytes element) {
    return contains(SipHash.of(k0, k1, element));
  }

  /** Whether {@code element} was added lately, or, rarely, something that looks like it. */
  public boolean contains(Hash256 element) {
    return contains(SipHash.of(k0, k1, element));
  }

  /** Bytes of memory that the cells take. */
  long size() {
    return (long) cells.length * Long.BYTES;
  }

  private void add(long hash) {
    if (inGeneration == generationSize) {
      beginGeneration();
    }
    inGeneration++;
    for (int i = 1; i <= marks; i++) {
      long mark = mark(hash, i);
      int low = wordOf(mark);
      long bit = 1L << mark;
      cells[low] = (generation & 1) != 0 ? cells[low] | bit : cells[low] & ~bit;
      cells[low + 1] = (generation & 2) != 0 ? cells[low + 1] | bit : cells[low + 1] & ~bit;
    }
  }

  private boolean contains(long hash) {
    for (int i = 1; i <= marks; i++) {
      long mark = mark(hash, i);
      int low = wordOf(mark);
      if (((cells[low] | cells[low + 1]) & 1L << mark) == 0) {
        return false;
      }
    }
    return true;
  }

  private void beginGeneration() {
    generation = generation % GENERATIONS + 1;
    inGeneration = 0;
    long low = (generation & 1) != 0 ? -1 : 0;
    long high = (generation & 2) != 0 ? -1 : 0;
    for (int i = 0; i < cells.length; i += 2) {
      long others = (cells[i] ^ low) | (cells[i + 1] ^ high);
      cells[i] &= others;
      cells[i + 1] &= others;
    }
  }

  /**
   * The {@code i}-th of the numbers that SplitMix64 makes of {@code hash}: as good as independent,
   * which the cheaper multiples of a second hash are not where a millionth counts.
   */
  private static long mark(long hash, int i) {
    long z = hash + i * GOLDEN_GAMMA;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** The word of the low bits; its upper bits choose it, and its lowest six the bit. */
  private int wordOf(long mark) {
    return 2 * (int) Math.unsignedMultiplyHigh(mark, cells.length / 2);
  }
}
