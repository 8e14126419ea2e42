package cairn.p2p.simulator;

import java.util.SplittableRandom;

/** Where a simulation's chance comes from. */
final class Seeds {
  private static final String PROPERTY = "cairn.simulator.seed";
  private static final String ANY = "any";

  /**
   * The same every time: a scenario's bounds hold for nearly all seeds, not for all, and whether a
   * change is good must not depend on luck.
   */
  private static final String USUAL = "1";

  private Seeds() {}

  /** The seed that was asked for, which may be any; it is printed, so that it can be asked for. */
  static long next(String scenario) {
    var wanted = System.getProperty(PROPERTY, USUAL);
    long seed =
        wanted.equals(ANY)
            ? new SplittableRandom().nextLong(1_000_000_000)
            : Long.parseLong(wanted);
    System.out.printf("%s: -D%s=%d%n", scenario, PROPERTY, seed);
    return seed;
  }
}
