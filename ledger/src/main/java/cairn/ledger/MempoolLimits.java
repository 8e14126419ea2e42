package cairn.ledger;

import java.time.Duration;

/**
 * How much the mempool may hold.
 *
 * @param maxBytes memory for all ({@code -maxmempool})
 * @param expiry after which a transaction goes ({@code -mempoolexpiry})
 * @param clusterCount transactions that depend on one another ({@code -limitclustercount})
 * @param clusterVirtualBytes of those together ({@code -limitclustersize})
 */
public record MempoolLimits(
    long maxBytes, Duration expiry, int clusterCount, long clusterVirtualBytes) {
  public static final int MAX_CLUSTER_COUNT = 64;

  public static final MempoolLimits DEFAULT =
      new MempoolLimits(300_000_000, Duration.ofDays(14), MAX_CLUSTER_COUNT, 101_000);

  public MempoolLimits {
    if (clusterCount < 1 || clusterCount > MAX_CLUSTER_COUNT) {
      throw new IllegalArgumentException("clusters of up to " + clusterCount);
    }
  }
}
