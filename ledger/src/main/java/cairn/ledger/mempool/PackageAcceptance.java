package cairn.ledger.mempool;

import static cairn.ledger.PackageAnswer.Outcome.ACCEPTED;
import static cairn.ledger.PackageAnswer.Outcome.PACKAGE_REFUSED;
import static cairn.ledger.PackageAnswer.Outcome.TRANSACTION_REFUSED;
import static cairn.ledger.mempool.JointAcceptance.TRANSACTION_FAILED;

import cairn.ledger.MempoolAnswer;
import cairn.ledger.PackageAnswer;
import cairn.ledger.policy.PackageForm;
import cairn.ledger.policy.PackageVerdict;
import cairn.ledger.policy.PolicyVerdict;
import cairn.ledger.policy.Refusal;
import cairn.ledger.policy.RefusalKind;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides on a child that is offered with its parents (Core's AcceptPackage): each by itself as far
 * as that goes, and those together that pay too little alone.
 */
final class PackageAcceptance {
  private final Pool pool;
  private final Housekeeping housekeeping;
  private final Acceptance alone;
  private final JointAcceptance together;

  PackageAcceptance(Setting setting, Acceptance alone) {
    this.pool = setting.pool();
    this.housekeeping = setting.housekeeping();
    this.alone = alone;
    this.together = new JointAcceptance(setting);
  }

  /** Takes a child and its parents into the pool, or some of them, and says which. */
  PackageAnswer offer(List<Transaction> transactions, Terms terms) {
    for (var verdict :
        List.of(PackageForm.wellFormed(transactions), PackageForm.submittable(transactions))) {
      if (verdict instanceof PackageVerdict.Refused(var code, var detail)) {
        return new PackageAnswer(PACKAGE_REFUSED, code, detail, Map.of());
      }
    }
    var answers = new LinkedHashMap<Wtxid, MempoolAnswer>();
    var left = new ArrayList<Transaction>();
    boolean hopeless = false;
    for (var transaction : transactions) {
      var answer = byItself(transaction, terms);
      answers.put(transaction.wtxid(), answer);
      if (answer instanceof MempoolAnswer.Refused(var why, _)) {
        if (transactions.size() > 1 && mayDoTogether(why)) {
          left.add(transaction);
        } else {
          hopeless = true;
        }
      }
    }
    var answer = rest(left, hopeless, terms);
    answers.putAll(answer.transactions());
    housekeeping.limit();
    return checked(transactions, answer, answers);
  }

  private MempoolAnswer byItself(Transaction transaction, Terms terms) {
    var there = pool.find(transaction.txid());
    if (there == null) {
      return alone.offer(transaction, terms.byItself());
    }
    var wtxid = there.transaction().wtxid();
    return wtxid.equals(transaction.wtxid())
        ? new MempoolAnswer.AlreadyThere(there.virtualSize(), there.feeSats())
        : new MempoolAnswer.OtherWitness(wtxid);
  }

  /** Whether it may be that another pays for it, or that it was offered before its parent. */
  private static boolean mayDoTogether(PolicyVerdict.Refused why) {
    return why.kind() == RefusalKind.RECONSIDERABLE || why.kind() == RefusalKind.MISSING_INPUTS;
  }

  private PackageAnswer rest(List<Transaction> left, boolean hopeless, Terms terms) {
    if (hopeless) {
      return new PackageAnswer(TRANSACTION_REFUSED, TRANSACTION_FAILED, "", Map.of());
    }
    if (left.isEmpty()) {
      return new PackageAnswer(ACCEPTED, "", "", Map.of());
    }
    if (left.size() > 1) {
      return together.offer(left, terms);
    }
    var only = left.getFirst();
    var answer = alone.offer(only, terms.byItself());
    return answer instanceof MempoolAnswer.Accepted
        ? new PackageAnswer(ACCEPTED, "", "", Map.of(only.wtxid(), answer))
        : new PackageAnswer(
            TRANSACTION_REFUSED, TRANSACTION_FAILED, "", Map.of(only.wtxid(), answer));
  }

  /** What was taken may have had to go for want of room. */
  private PackageAnswer checked(
      List<Transaction> transactions, PackageAnswer answer, Map<Wtxid, MempoolAnswer> answers) {
    boolean full = false;
    for (var transaction : transactions) {
      var one = answers.get(transaction.wtxid());
      if (!(one instanceof MempoolAnswer.Refused) && pool.find(transaction.txid()) == null) {
        full = true;
        var why =
            new PolicyVerdict.Refused(RefusalKind.MEMPOOL_POLICY, Refusal.MEMPOOL_FULL.code(), "");
        answers.put(transaction.wtxid(), MempoolAnswer.refused(why));
      }
    }
    return full
        ? new PackageAnswer(TRANSACTION_REFUSED, TRANSACTION_FAILED, "", answers)
        : new PackageAnswer(answer.outcome(), answer.code(), answer.detail(), answers);
  }
}
