package cairn.ledger;

import cairn.ledger.policy.PolicyOptions;

/**
 * What the mempool is to be like.
 *
 * @param cacheBytes memory for verdicts on scripts and signatures ({@code -maxsigcachesize})
 * @param persists whether it is stored at the end, and loaded at the start ({@code
 *     -persistmempool})
 * @param plainFile whether the bytes of its file stand there as they are ({@code
 *     -persistmempoolv1})
 */
public record MempoolConfig(
    PolicyOptions policy,
    MempoolLimits limits,
    long cacheBytes,
    boolean persists,
    boolean plainFile) {
  public static final MempoolConfig DEFAULT =
      new MempoolConfig(PolicyOptions.DEFAULT, MempoolLimits.DEFAULT, 32L << 20, true, false);
}
