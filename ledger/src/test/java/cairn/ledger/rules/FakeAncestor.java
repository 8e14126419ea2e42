package cairn.ledger.rules;

import cairn.primitives.BlockHash;
import java.util.ArrayList;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** A block before the one in question, of which a test says what it likes; slow and obvious. */
public record FakeAncestor(
    int height, int version, long time, long bits, @Nullable FakeAncestor previous)
    implements Ancestor {
  /** A genesis block. */
  public static FakeAncestor genesis(long time, long bits) {
    return new FakeAncestor(0, 1, time, bits, null);
  }

  /** The block after this one. */
  public FakeAncestor next(int version, long time, long bits) {
    return new FakeAncestor(height + 1, version, time, bits, this);
  }

  /** So many blocks after this one, {@code spacing} seconds apart; the last of them. */
  public FakeAncestor extend(int count, int version, long spacing) {
    var block = this;
    for (int i = 0; i < count; i++) {
      block = block.next(version, block.time() + spacing, block.bits());
    }
    return block;
  }

  @Override
  public BlockHash hash() {
    return new BlockHash(height, time, bits, version);
  }

  @Override
  public long medianTimePast() {
    var times = new ArrayList<Long>();
    for (var block = this; block != null && times.size() < 11; block = block.previous) {
      times.add(block.time);
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  @Override
  public FakeAncestor ancestor(int wanted) {
    var block = this;
    while (block != null && block.height != wanted) {
      block = block.previous;
    }
    if (block == null) {
      throw new IndexOutOfBoundsException(wanted);
    }
    return block;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(time) ^ height;
  }
}
