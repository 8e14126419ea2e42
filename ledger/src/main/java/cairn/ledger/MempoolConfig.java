package cairn.ledger;

import cairn.ledger.policy.PolicyOptions;

/**
 * What the mempool is to be like.
 *
 * @param cacheBytes memory for verdicts on scripts and signatures ({@code -maxsigcachesize})
 */
public record MempoolConfig(PolicyOptions policy, MempoolLimits limits, long cacheBytes) {
  public static final MempoolConfig DEFAULT =
      new MempoolConfig(PolicyOptions.DEFAULT, MempoolLimits.DEFAULT, 32L << 20);
}
