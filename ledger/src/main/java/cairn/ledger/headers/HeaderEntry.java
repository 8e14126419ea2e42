package cairn.ledger.headers;

import cairn.ledger.IndexedBlock;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import cairn.primitives.MerkleRoot;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A header in the tree, with what has become of its block. Equal only to itself.
 *
 * <p>What is written here never changes, so any thread may read it. There are a million of these,
 * so an entry holds numbers rather than objects: some 160 bytes each.
 */
public final class HeaderEntry extends BlockState implements IndexedBlock {
  private static final int MEDIAN_SPAN = 11;

  private final @Nullable HeaderEntry previous;
  private final @Nullable HeaderEntry skip;
  private final int height;

  private final long hash0;
  private final long hash1;
  private final long hash2;
  private final long hash3;
  private final long root0;
  private final long root1;
  private final long root2;
  private final long root3;
  private final int version;
  private final int time;
  private final int bits;
  private final int nonce;

  private final int maxTime;
  private final int medianTimePast;
  private final long workHigh;
  private final long workLow;

  /**
   * @param previous null for the genesis block
   * @param proof the work that the header proves by itself
   */
  HeaderEntry(BlockHeader header, BlockHash hash, @Nullable HeaderEntry previous, Work proof) {
    this.previous = previous;
    this.height = previous == null ? 0 : previous.height + 1;
    this.skip = previous == null ? null : previous.ancestor(skipHeight(height));
    this.hash0 = hash.w0();
    this.hash1 = hash.w1();
    this.hash2 = hash.w2();
    this.hash3 = hash.w3();
    this.root0 = header.merkleRoot().w0();
    this.root1 = header.merkleRoot().w1();
    this.root2 = header.merkleRoot().w2();
    this.root3 = header.merkleRoot().w3();
    this.version = header.version();
    this.time = (int) header.time();
    this.bits = (int) header.bits();
    this.nonce = (int) header.nonce();
    this.maxTime = previous == null ? time : (int) Math.max(previous.maxTime(), header.time());
    this.medianTimePast = (int) median(header.time(), previous);
    var work = previous == null ? proof : previous.chainWork().plus(proof);
    this.workHigh = work.high();
    this.workLow = work.low();
  }

  /** An entry of no tree, for a header that may never get into one. */
  public static HeaderEntry draft(BlockHeader header, HeaderEntry previous) {
    return new HeaderEntry(header, header.hash(), previous, Work.NONE);
  }

  @Override
  public BlockHash hash() {
    return new BlockHash(hash0, hash1, hash2, hash3);
  }

  boolean hasHash(BlockHash hash) {
    return hash0 == hash.w0() && hash1 == hash.w1() && hash2 == hash.w2() && hash3 == hash.w3();
  }

  @Override
  public BlockHeader header() {
    return new BlockHeader(
        version,
        previous == null ? BlockHash.ZERO : previous.hash(),
        new MerkleRoot(root0, root1, root2, root3),
        time(),
        bits(),
        Integer.toUnsignedLong(nonce));
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public int version() {
    return version;
  }

  @Override
  public long time() {
    return Integer.toUnsignedLong(time);
  }

  @Override
  public long bits() {
    return Integer.toUnsignedLong(bits);
  }

  @Override
  public long medianTimePast() {
    return Integer.toUnsignedLong(medianTimePast);
  }

  @Override
  public long maxTime() {
    return Integer.toUnsignedLong(maxTime);
  }

  @Override
  public BigInteger work() {
    return chainWork().toNumber();
  }

  private Work chainWork() {
    return new Work(workHigh, workLow);
  }

  /** Compares the {@link #work} of two branches: negative if this one's is less. */
  public int compareWork(HeaderEntry other) {
    return chainWork().compareTo(other.chainWork());
  }

  @Override
  public @Nullable HeaderEntry previous() {
    return previous;
  }

  @Override
  public HeaderEntry ancestor(int wanted) {
    Objects.checkIndex(wanted, height + 1);
    var entry = this;
    while (entry.height > wanted) {
      entry = entry.towards(wanted);
    }
    return entry;
  }

  @Override
  public boolean isAncestorOf(IndexedBlock other) {
    return height <= other.height() && other.ancestor(height) == this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ClassCastException if {@code other} is not of a {@link HeaderTree}
   */
  @Override
  public HeaderEntry lastCommonAncestor(IndexedBlock other) {
    int common = Math.min(height, other.height());
    var mine = ancestor(common);
    var theirs = (HeaderEntry) other.ancestor(common);
    while (mine != theirs) {
      // Entries of one height skip to one height, so both go back in step.
      boolean skippable = mine.skip != theirs.skip;
      mine = Objects.requireNonNull(skippable ? mine.skip : mine.previous);
      theirs = Objects.requireNonNull(skippable ? theirs.skip : theirs.previous);
    }
    return mine;
  }

  @Override
  public List<BlockHash> locator() {
    var hashes = new ArrayList<BlockHash>(32);
    var entry = this;
    int step = 1;
    while (entry.height > 0) {
      hashes.add(entry.hash());
      entry = entry.ancestor(Math.max(entry.height - step, 0));
      if (hashes.size() > 10) {
        step *= 2;
      }
    }
    hashes.add(entry.hash());
    return hashes;
  }

  @Override
  public boolean isFullyValid() {
    return isValid(Validity.SCRIPTS);
  }

  /** Height and hash. */
  @Override
  public String toString() {
    return height + ":" + hash();
  }

  /** The next entry on the way back to height {@code wanted}, which is lower than this. */
  private HeaderEntry towards(int wanted) {
    int skipTo = skipHeight(height);
    boolean skips =
        skipTo == wanted || (skipTo > wanted && !isBetterFrom(skipHeight(height - 1), wanted));
    return Objects.requireNonNull(skips ? skip : previous);
  }

  /** Whether it is worth going to the entry before first, because that skips to {@code skipTo}. */
  private boolean isBetterFrom(int skipTo, int wanted) {
    return skipTo >= wanted && skipTo < skipHeight(height) - 2;
  }

  /**
   * How far back the skip pointer of an entry goes: far for some, near for others, so that a few
   * dozen steps lead to any height.
   */
  private static int skipHeight(int height) {
    if (height < 2) {
      return 0;
    }
    return height % 2 == 0
        ? withoutLowestBit(height)
        : withoutLowestBit(withoutLowestBit(height - 1)) + 1;
  }

  private static int withoutLowestBit(int number) {
    return number & (number - 1);
  }

  private static long median(long time, @Nullable HeaderEntry previous) {
    var times = new long[MEDIAN_SPAN];
    times[0] = time;
    int count = 1;
    for (var entry = previous; entry != null && count < MEDIAN_SPAN; entry = entry.previous) {
      times[count++] = entry.time();
    }
    Arrays.sort(times, 0, count);
    return times[count / 2];
  }
}
