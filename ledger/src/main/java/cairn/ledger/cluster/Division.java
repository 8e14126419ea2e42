package cairn.ledger.cluster;

import java.util.SplittableRandom;

/**
 * Cuts the chunks of the best forest into the smallest that pay the same, so that what is mined
 * together is what has to be, and the result does not depend on chance.
 *
 * <p>A chunk can be divided where some of its members pay what the whole pays and need none of the
 * others. To find such a part, any member is made the pivot, which must be in the upper part or in
 * the lower one: first it is given a little more than it pays, and the chunk improved as usual,
 * which moves it up if that can be; then a little less, which moves it down; or the other way
 * round. When both fail there is no such part.
 */
final class Division {
  private final SpanningForest forest;
  private final SplittableRandom random;
  private final Cost cost;
  private final SlotQueue queue;
  private final byte[] pivots;

  /** The chunks whose pivots are to move down. */
  private long downwards;

  /** The chunks whose pivots could not be moved the other way. */
  private long lastTry;

  /** For a forest that is the best. */
  Division(SpanningForest forest, SplittableRandom random, Cost cost) {
    this.forest = forest;
    this.random = random;
    this.cost = cost;
    pivots = new byte[forest.graph.range()];
    queue = new SlotQueue(forest.chunks(), random);
    downwards = random.nextLong();
    for (long left = forest.chunks(); left != 0; left = Bits.rest(left)) {
      int chunk = Bits.first(left);
      pivots[chunk] = (byte) Bits.pick(forest.members(chunk), random);
    }
  }

  /** Returns whether no chunk can be divided, after as much work as may be done. */
  boolean run() {
    while (!queue.isEmpty() && cost.isLeft()) {
      divide(queue.remove());
    }
    return queue.isEmpty();
  }

  private void divide(int chunk) {
    int pivot = pivots[chunk];
    boolean down = Bits.has(downwards, chunk);
    boolean last = Bits.has(lastTry, chunk);
    long level = forest.linksAtRate(chunk);
    long moving = 0;
    for (long left = level; left != 0; left = Bits.rest(left)) {
      int link = Bits.first(left);
      if (Bits.has(forest.members(link), pivot) != down) {
        moving |= Bits.of(link);
      }
    }
    if (moving != 0) {
      cut(chunk, Bits.pick(moving, random), down, last);
    } else if (level != 0 && !last) {
      await(chunk, pivot, !down, true);
    }
  }

  private void cut(int chunk, int top, boolean down, boolean last) {
    int pivot = pivots[chunk];
    forest.cut(top);
    if (forest.needs(top, chunk)) {
      await(forest.merge(chunk, top), pivot, down, last);
      return;
    }
    int other = down ? top : chunk;
    await(down ? chunk : top, pivot, down, last);
    await(other, Bits.pick(forest.members(other), random), random.nextBoolean(), false);
  }

  private void await(int chunk, int pivot, boolean down, boolean last) {
    pivots[chunk] = (byte) pivot;
    downwards = Bits.put(downwards, chunk, down);
    lastTry = Bits.put(lastTry, chunk, last);
    queue.add(chunk);
  }
}
