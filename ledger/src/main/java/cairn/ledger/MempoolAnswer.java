package cairn.ledger;

import cairn.ledger.policy.PolicyVerdict;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.List;
import java.util.Optional;

/** What became, or would become, of a transaction that was offered to the mempool. */
public sealed interface MempoolAnswer {
  /**
   * It is taken.
   *
   * @param virtualSize in virtual bytes, as fees are counted by
   * @param feeSats what it leaves to the miner
   * @param judged by which fee
   * @param replaced what had to go for it
   */
  record Accepted(long virtualSize, long feeSats, EffectiveFee judged, List<Transaction> replaced)
      implements MempoolAnswer {}

  /** It was there before. */
  record AlreadyThere(long virtualSize, long feeSats) implements MempoolAnswer {}

  /** The same but for the witness was there before: this one. */
  record OtherWitness(Wtxid there) implements MempoolAnswer {}

  /**
   * It is not taken.
   *
   * @param judged by which fee; empty if that is not why
   */
  record Refused(PolicyVerdict.Refused why, Optional<EffectiveFee> judged)
      implements MempoolAnswer {}

  /**
   * The fee rate that a transaction was judged by.
   *
   * @param together the transactions that were taken together for that
   */
  record EffectiveFee(FeeRate rate, List<Wtxid> together) {}

  static Refused refused(PolicyVerdict.Refused why) {
    return new Refused(why, Optional.empty());
  }
}
