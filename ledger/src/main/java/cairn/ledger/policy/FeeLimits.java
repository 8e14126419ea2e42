package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.MAX_FEERATE_EXCEEDED;
import static cairn.ledger.policy.Refusal.MEMPOOL_MIN_FEE_NOT_MET;
import static cairn.ledger.policy.Refusal.MIN_RELAY_FEE_NOT_MET;

import cairn.primitives.FeeRate;

/** What a transaction, or a package as if it were one, has to pay. */
public final class FeeLimits {
  private FeeLimits() {}

  /**
   * It pays for its place in the mempool, and for being relayed at all (Core's CheckFeeRate).
   *
   * @param feeSats with what the operator has added or taken
   * @param mempoolMinimum what would be evicted next pays less; zero while there is room
   * @param minRelayFee {@link PolicyOptions#minRelayFee}
   */
  public static PolicyVerdict atLeast(
      long virtualSize, long feeSats, FeeRate mempoolMinimum, FeeRate minRelayFee) {
    long place = mempoolMinimum.feeFor(virtualSize);
    if (place > 0 && feeSats < place) {
      return refused(MEMPOOL_MIN_FEE_NOT_MET, feeSats + " < " + place);
    }
    long relay = minRelayFee.feeFor(virtualSize);
    return feeSats < relay ? refused(MIN_RELAY_FEE_NOT_MET, feeSats + " < " + relay) : OK;
  }

  /** It does not pay more than whoever submits it meant to. */
  public static PolicyVerdict atMost(long virtualSize, long feeSats, FeeRate maximum) {
    return new FeeRate(feeSats, virtualSize).compareTo(maximum) > 0
        ? refused(MAX_FEERATE_EXCEEDED)
        : OK;
  }
}
