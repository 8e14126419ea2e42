package cairn.ledger.rules;

import cairn.primitives.BlockHash;
import org.jspecify.annotations.Nullable;

/**
 * A block before the one in question, as far as the rules know it: its header, and the way back to
 * the genesis block.
 */
public interface Ancestor {
  BlockHash hash();

  /** How many blocks came before it: 0 for the genesis block. */
  int height();

  int version();

  /** Seconds since 1970, 0 to 2^32 - 1. */
  long time();

  /** Its target in compact form, 0 to 2^32 - 1. */
  long bits();

  /** The median of its time and those of the ten blocks before it, in seconds since 1970. */
  long medianTimePast();

  /** The block before it; null for the genesis block. */
  @Nullable Ancestor previous();

  /**
   * The block at {@code height} on the way to this one, or this one.
   *
   * @throws IndexOutOfBoundsException unless {@code height} is 0 to {@link #height()}
   */
  Ancestor ancestor(int height);
}
