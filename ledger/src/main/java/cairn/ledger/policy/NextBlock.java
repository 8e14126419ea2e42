package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.Accepted.OK;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.NON_BIP68_FINAL;
import static cairn.ledger.policy.Refusal.NON_FINAL;

import cairn.ledger.rules.LockTime;
import cairn.ledger.rules.Place;
import cairn.ledger.rules.RelativeLockTime;
import cairn.ledger.rules.Spend;
import cairn.primitives.Transaction;

/** What a transaction must be for the next block to be able to hold it. */
public final class NextBlock {
  private NextBlock() {}

  /**
   * Its lock time is over (Core's CheckFinalTxAtTip).
   *
   * @param place of the next block
   */
  public static PolicyVerdict lockTime(Transaction transaction, Place place) {
    return LockTime.hasPassed(transaction, place.height(), place.previous().medianTimePast())
        ? OK
        : refused(NON_FINAL);
  }

  /**
   * Every coin that it spends has been in the chain for as long as the input says (BIP 68).
   *
   * @param spend in the next block; coins that are not in a block yet are of its height
   */
  public static PolicyVerdict relativeLockTimes(Spend spend) {
    return RelativeLockTime.hasPassed(spend) ? OK : refused(NON_BIP68_FINAL);
  }
}
