package cairn.genesis;

import java.util.List;

/**
 * A change of the rules that miners signal with a bit of their blocks' version (BIP 9).
 *
 * @param name one of {@link #NAMES}: what {@code getdeploymentinfo} and {@code -vbparams=} call it
 * @param bit the bit of the version, 0 to {@link #MAX_BIT}
 * @param startTime from which median time past on signals count, in seconds since 1970, or {@link
 *     #ALWAYS_ACTIVE} or {@link #NEVER_ACTIVE}
 * @param timeout from which median time past on it has failed, in seconds since 1970, or {@link
 *     #NO_TIMEOUT}
 * @param minActivationHeight it is active in no block below this, even when locked in
 * @param period blocks in which signals are counted together, at least 1
 * @param threshold how many signals in one period lock it in, 1 to {@code period}
 */
public record Bip9Deployment(
    String name,
    int bit,
    long startTime,
    long timeout,
    int minActivationHeight,
    int period,
    int threshold) {
  /** The deployments whose rules there are: one that has none, for tests. */
  public static final List<String> NAMES = List.of("testdummy");

  /** The bits above it say that a version signals at all. */
  public static final int MAX_BIT = 28;

  /** As {@link #startTime}: active from the first block. */
  public static final long ALWAYS_ACTIVE = -1;

  /** As {@link #startTime}: switched off. */
  public static final long NEVER_ACTIVE = -2;

  /** As {@link #timeout}: it waits for ever. */
  public static final long NO_TIMEOUT = Long.MAX_VALUE;

  /** The bit that it sets in the version of a block which signals for it. */
  public int mask() {
    return 1 << bit;
  }

  Bip9Deployment with(long startTime, long timeout, int minActivationHeight) {
    return new Bip9Deployment(
        name, bit, startTime, timeout, minActivationHeight, period, threshold);
  }
}
