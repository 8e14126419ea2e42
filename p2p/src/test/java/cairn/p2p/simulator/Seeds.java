package cairn.p2p.simulator;

import java.util.SplittableRandom;

/** Where a simulation's chance comes from. */
final class Seeds {
  private static final String PROPERTY = "cairn.simulator.seed";

  private Seeds() {}

  /** The seed that was asked for, or any; it is printed, so that it can be asked for. */
  static long next(String scenario) {
    long seed = Long.getLong(PROPERTY, new SplittableRandom().nextLong(1_000_000_000));
    System.out.printf("%s: -D%s=%d%n", scenario, PROPERTY, seed);
    return seed;
  }
}
