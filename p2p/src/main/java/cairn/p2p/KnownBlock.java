package cairn.p2p;

import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A block whose header this node has accepted. Two are equal if their hashes are. What is asked
 * about the header never changes; the rest is as of now, and may be asked on any thread.
 */
public interface KnownBlock {
  BlockHash hash();

  BlockHeader header();

  int height();

  /** In seconds since 1970. */
  long time();

  /** How many hashes this block and those before it took, on average. */
  BigInteger work();

  /** Null for the genesis block. */
  @Nullable KnownBlock previous();

  /**
   * The block at {@code height} on the way to this one.
   *
   * @throws IndexOutOfBoundsException unless it is 0 to this one's {@link #height}
   */
  KnownBlock ancestor(int height);

  /** Whether its transactions are stored here: false before they came, and after pruning. */
  boolean hasData();

  /** Whether its transactions and those of all before it have been here at some time. */
  boolean hasAllData();

  /** Whether it was checked in full, its scripts (or the assumption about them) included. */
  boolean isFullyValid();

  /** Whether it or one before it breaks a rule. */
  boolean isFailed();

  /** Whether this is {@code other} or comes before it. */
  default boolean isAncestorOf(KnownBlock other) {
    return height() <= other.height() && other.ancestor(height()).equals(this);
  }
}
