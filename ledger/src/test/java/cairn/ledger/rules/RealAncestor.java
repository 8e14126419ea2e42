package cairn.ledger.rules;

import cairn.primitives.BlockHash;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The block before a real one of which only so much is known as its spent outputs tell: the median
 * times before the coins' own blocks.
 *
 * @param medianTimes by the height of the block <em>after</em> the one with that median time
 */
record RealAncestor(int height, Map<Integer, Long> medianTimes) implements Ancestor {
  @Override
  public BlockHash hash() {
    return BlockHash.ZERO;
  }

  @Override
  public int version() {
    return VersionBits.TOP_BITS;
  }

  @Override
  public long time() {
    return medianTimePast();
  }

  @Override
  public long bits() {
    return 0;
  }

  @Override
  public long medianTimePast() {
    return medianTimes.getOrDefault(height + 1, 0L);
  }

  @Override
  public @Nullable Ancestor previous() {
    return null;
  }

  @Override
  public Ancestor ancestor(int height) {
    return new RealAncestor(height, medianTimes);
  }
}
