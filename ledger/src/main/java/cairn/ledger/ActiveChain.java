package cairn.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The way from the genesis block to the tip, by height, as it was at one moment. It never changes,
 * so any thread may keep one for as long as it needs it.
 */
public interface ActiveChain {
  IndexedBlock genesis();

  IndexedBlock tip();

  /** The height of the tip. */
  int height();

  /** The block at {@code height}; null below 0 and above the tip. */
  @Nullable IndexedBlock at(int height);

  boolean contains(IndexedBlock block);

  /** The block after {@code block}; null for the tip, and for one that is not in the chain. */
  @Nullable IndexedBlock next(IndexedBlock block);

  /** The last block on the way to {@code block} that is in the chain. */
  IndexedBlock fork(IndexedBlock block);

  /**
   * The first block from {@code height} on before or at which some block was as late as {@code
   * time}, in seconds since 1970; null if there is none.
   */
  @Nullable IndexedBlock earliestAtLeast(long time, int height);
}
