package cairn.ledger.mempool;

import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolAnswer.EffectiveFee;
import cairn.ledger.policy.PolicyVerdict;
import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.ledger.policy.RefusalKind;
import cairn.ledger.rules.Verdict;
import java.util.Optional;

/** Ends the examination of a transaction at the first rule that it does not keep. */
final class PolicyException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Refused refusal;
  private final transient Optional<EffectiveFee> judged;

  private PolicyException(Refused refusal, Optional<EffectiveFee> judged) {
    super(refusal.toString(), null, false, false);
    this.refusal = refusal;
    this.judged = judged;
  }

  MempoolAnswer.Refused answer() {
    return new MempoolAnswer.Refused(refusal, judged);
  }

  /** The same, of what pays too little by itself: then the fee is told. */
  PolicyException judgedBy(EffectiveFee fee) {
    return refusal.kind() == RefusalKind.RECONSIDERABLE
        ? new PolicyException(refusal, Optional.of(fee))
        : this;
  }

  static PolicyException of(Refused refusal) {
    return new PolicyException(refusal, Optional.empty());
  }

  static void require(PolicyVerdict verdict) throws PolicyException {
    if (verdict instanceof Refused refusal) {
      throw of(refusal);
    }
  }

  static void require(Verdict verdict) throws PolicyException {
    if (verdict instanceof Verdict.Invalid failure) {
      throw of(PolicyVerdict.refused(failure));
    }
  }
}
