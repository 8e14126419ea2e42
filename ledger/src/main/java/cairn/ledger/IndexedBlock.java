package cairn.ledger;

import cairn.ledger.rules.Ancestor;
import cairn.primitives.BlockHash;
import cairn.primitives.BlockHeader;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of which at least the header is known, along with all before it; the header keeps the
 * rules. Equal only to itself.
 *
 * <p>What the header says never changes. What has become of the block is as of now, and may be
 * asked on any thread. The blocks that the methods take are those of the same ledger.
 */
public interface IndexedBlock extends Ancestor {
  BlockHeader header();

  /** How many hashes this block and those before it took, on average. */
  BigInteger work();

  /** The latest time of this block and those before it, in seconds since 1970. */
  long maxTime();

  @Override
  @Nullable IndexedBlock previous();

  @Override
  IndexedBlock ancestor(int height);

  /** Whether this is {@code other} or one of the blocks before it. */
  boolean isAncestorOf(IndexedBlock other);

  /** The last block that is on the way to both this one and {@code other}. */
  IndexedBlock lastCommonAncestor(IndexedBlock other);

  /**
   * Hashes from this block back to the genesis block, ever further apart: another node finds by
   * them where its chain and this one part.
   */
  List<BlockHash> locator();

  /** Transactions in the block; 0 as long as it has not been seen. */
  int transactionCount();

  /** Transactions in this block and those before it; 0 as long as one of them was not seen. */
  long chainTransactionCount();

  /** Whether the block is stored: not before it has come, and not after it was pruned. */
  boolean hasData();

  /** Whether it is stored what the block spent. */
  boolean hasUndo();

  /** Whether all rules have been checked, the scripts included unless they are assumed valid. */
  boolean isFullyValid();

  /** Whether the block, or one before it, breaks a rule, or was marked as invalid. */
  boolean isFailed();
}
