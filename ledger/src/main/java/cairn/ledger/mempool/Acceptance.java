package cairn.ledger.mempool;

import static cairn.ledger.mempool.PolicyException.require;
import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.MAX_FEERATE_EXCEEDED;
import static cairn.ledger.policy.Refusal.MEMPOOL_FULL;
import static cairn.ledger.policy.Refusal.TOO_LARGE_CLUSTER;

import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolLimits;
import cairn.ledger.MempoolListener.Removal;
import cairn.ledger.policy.EphemeralDust;
import cairn.ledger.policy.FeeLimits;
import cairn.ledger.policy.PolicyOptions;
import cairn.ledger.policy.PolicyVerdict;
import cairn.ledger.policy.Replacement;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides on transactions one by one (Core's AcceptSingleTransaction). */
final class Acceptance {
  /** It could be taken, but for what whoever offers it meant to pay. */
  static final PolicyVerdict.Refused TOO_EXPENSIVE = refused(MAX_FEERATE_EXCEEDED);

  private final Setting setting;
  private final Pool pool;
  private final Housekeeping housekeeping;
  private final PolicyOptions policy;
  private final MempoolLimits limits;

  Acceptance(Setting setting) {
    this.setting = setting;
    this.pool = setting.pool();
    this.housekeeping = setting.housekeeping();
    this.policy = setting.policy();
    this.limits = setting.limits();
  }

  /** Takes a transaction into the pool, or says why not. */
  MempoolAnswer offer(Transaction transaction, Terms terms) {
    try {
      return accept(transaction, terms);
    } catch (PolicyException e) {
      return e.answer();
    }
  }

  private MempoolAnswer accept(Transaction transaction, Terms terms) throws PolicyException {
    var coins = new CoinSource(setting.chain(), pool);
    var applicant = setting.examine(transaction, terms, coins);
    var entry = applicant.entry();
    var change = change(applicant);
    if (!change.fits(limits)) {
      require(refused(TOO_LARGE_CLUSTER));
    }
    if (!applicant.conflicts().isEmpty()) {
      requireIndependence(applicant);
    }
    requireAtMost(entry, terms.maxRate());
    if (!terms.bypassesLimits() && !policy.acceptNonStandard()) {
      requireDustSpent(List.of(transaction));
    }
    setting.scripts().check(applicant.spending());
    if (entry.feeSats() > terms.maxFeeSats()) {
      throw PolicyException.of(TOO_EXPENSIVE);
    }
    var replaced = change.removed().stream().map(Entry::transaction).toList();
    var answer =
        new MempoolAnswer.Accepted(entry.virtualSize(), entry.feeSats(), entry.ownFee(), replaced);
    if (terms.test()) {
      return answer;
    }
    housekeeping.change(change, Removal.REPLACED);
    if (!terms.trimsLater() && !terms.bypassesLimits()) {
      housekeeping.limit();
      if (pool.find(entry.txid()) == null) {
        throw full(entry);
      }
    }
    housekeeping.tellOf(entry, standsAlone(applicant, terms));
    return answer;
  }

  private static boolean standsAlone(Applicant applicant, Terms terms) {
    return !terms.bypassesLimits() && !terms.trimsLater() && applicant.parents().isEmpty();
  }

  private static PolicyException full(Entry entry) {
    return PolicyException.of(refused(MEMPOOL_FULL)).judgedBy(entry.ownFee());
  }

  /** What the pool would become, if that is better for a miner than what there is. */
  private Regrouping change(Applicant applicant) throws PolicyException {
    var entry = applicant.entry();
    if (applicant.conflicts().isEmpty()) {
      return Regrouping.of(pool, List.of(), List.of(entry));
    }
    try {
      return replacement(applicant);
    } catch (PolicyException e) {
      throw e.judgedBy(entry.ownFee());
    }
  }

  private Regrouping replacement(Applicant applicant) throws PolicyException {
    var entry = applicant.entry();
    var replacement =
        new Replacement(
            entry.txid(), entry.modifiedFeeSats(), entry.virtualSize(), applicant.evictsSibling());
    var rivals = new Rivals(applicant.conflicts());
    require(replacement.reachesFew(rivals.clusters()));
    var removed = rivals.all(pool);
    require(replacement.paysFor(Rivals.feeSats(removed), policy.incrementalRelayFee()));
    var change = Regrouping.of(pool, removed, List.of(entry));
    if (!change.fits(limits)) {
      require(refused(TOO_LARGE_CLUSTER));
    }
    require(Replacement.improvesMempool(change.isBetter()));
    return change;
  }

  /** It does not come from what it replaces. */
  private void requireIndependence(Applicant applicant) throws PolicyException {
    var ancestors =
        applicant.parents().stream()
            .flatMap(parent -> pool.withAncestors(parent).stream())
            .map(Entry::txid)
            .toList();
    require(
        Replacement.standsWithout(
            Examination.txids(applicant.conflicts()), applicant.txid(), ancestors));
  }

  /** It does not pay more than whoever offers it meant to. */
  static void requireAtMost(Entry entry, @Nullable FeeRate maximum) throws PolicyException {
    if (maximum != null) {
      require(FeeLimits.atMost(entry.virtualSize(), entry.modifiedFeeSats(), maximum));
    }
  }

  private void requireDustSpent(List<Transaction> transactions) throws PolicyException {
    var unspent =
        EphemeralDust.firstUnspent(transactions, policy.dustRelayFee(), pool::transaction);
    if (unspent.isPresent()) {
      require(unspent.get().refusal());
    }
  }
}
