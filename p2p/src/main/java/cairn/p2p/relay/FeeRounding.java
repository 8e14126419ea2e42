package cairn.p2p.relay;

import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * Rounds fee rates to a few values, so that what this node tells of its pool does not tell it from
 * others (Core's {@code FeeFilterRounder}).
 */
final class FeeRounding {
  private static final double SPACING = 1.1;
  private static final double HIGHEST = 1e7;

  /** Half of what a transaction has to pay by default to be relayed. */
  private static final double LOWEST = 50;

  private static final double[] LEVELS =
      DoubleStream.concat(
              DoubleStream.of(0),
              DoubleStream.iterate(LOWEST, level -> level <= HIGHEST, level -> level * SPACING))
          .toArray();

  /** What everything beyond the highest level becomes. */
  static final long MAX = (long) LEVELS[LEVELS.length - 1];

  private final RandomGenerator random;

  FeeRounding(RandomGenerator random) {
    this.random = random;
  }

  /** One of the levels next to {@code rate}: the lower in two of three cases. */
  long round(long rate) {
    int above = 0;
    while (above < LEVELS.length && LEVELS[above] < rate) {
      above++;
    }
    boolean down = above == LEVELS.length || (above > 0 && random.nextInt(3) != 0);
    return (long) LEVELS[down ? above - 1 : above];
  }
}
