package cairn.ledger.mempool;

import static cairn.ledger.PackageAnswer.Outcome.ACCEPTED;
import static cairn.ledger.PackageAnswer.Outcome.PACKAGE_REFUSED;
import static cairn.ledger.PackageAnswer.Outcome.TRANSACTION_REFUSED;
import static cairn.ledger.policy.PackageRefusal.TOO_LARGE_CLUSTER;

import cairn.ledger.MempoolAnswer;
import cairn.ledger.MempoolAnswer.EffectiveFee;
import cairn.ledger.MempoolLimits;
import cairn.ledger.MempoolListener.Removal;
import cairn.ledger.PackageAnswer;
import cairn.ledger.policy.EphemeralDust;
import cairn.ledger.policy.FeeLimits;
import cairn.ledger.policy.PackageForm;
import cairn.ledger.policy.PackageReplacement;
import cairn.ledger.policy.PackageVerdict;
import cairn.ledger.policy.PolicyOptions;
import cairn.ledger.policy.PolicyVerdict;
import cairn.ledger.policy.TrucPackage;
import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.primitives.Wtxid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Decides on transactions that stand or fall together (Core's AcceptMultipleTransactions). */
final class JointAcceptance {
  static final String TRANSACTION_FAILED = "transaction failed";

  private final Setting setting;
  private final Pool pool;
  private final Housekeeping housekeeping;
  private final PolicyOptions policy;
  private final MempoolLimits limits;

  JointAcceptance(Setting setting) {
    this.setting = setting;
    this.pool = setting.pool();
    this.housekeeping = setting.housekeeping();
    this.policy = setting.policy();
    this.limits = setting.limits();
  }

  /** Takes all of them into the pool, or none. */
  PackageAnswer offer(List<Transaction> transactions, Terms terms) {
    if (PackageForm.wellFormed(transactions)
        instanceof PackageVerdict.Refused(var code, var detail)) {
      return new PackageAnswer(PACKAGE_REFUSED, code, detail, Map.of());
    }
    return new Offer(transactions, terms).decide();
  }

  /** Ends the examination of a package. */
  private static final class PackageException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient PackageAnswer answer;

    PackageException(PackageAnswer answer) {
      super(answer.code(), null, false, false);
      this.answer = answer;
    }

    static PackageException ofOne(String code, Wtxid one, MempoolAnswer answer) {
      return new PackageException(
          new PackageAnswer(TRANSACTION_REFUSED, code, "", Map.of(one, answer)));
    }
  }

  /** One package on its way. */
  private final class Offer {
    private final List<Transaction> transactions;
    private final Terms terms;
    private final List<Applicant> applicants = new ArrayList<>();
    private final Map<Wtxid, MempoolAnswer> answers = new LinkedHashMap<>();

    Offer(List<Transaction> transactions, Terms terms) {
      this.transactions = transactions;
      this.terms = terms;
    }

    PackageAnswer decide() {
      try {
        examine();
        requireTruc();
        requireFee();
        var change = change();
        requireDustSpent();
        var replaced = change.removed().stream().map(Entry::transaction).toList();
        for (var applicant : applicants) {
          checkScripts(applicant);
          answers.put(
              applicant.transaction().wtxid(),
              accepted(applicant.entry(), answers.isEmpty() ? replaced : List.of()));
        }
        if (!terms.test()) {
          carryOut(change);
        }
        return new PackageAnswer(ACCEPTED, "", "", answers);
      } catch (PackageException e) {
        return e.answer;
      }
    }

    private void examine() throws PackageException {
      var coins = new CoinSource(setting.chain(), pool);
      for (var transaction : transactions) {
        try {
          var applicant = setting.examine(transaction, terms, coins);
          Acceptance.requireAtMost(applicant.entry(), terms.maxRate());
          applicants.add(applicant);
        } catch (PolicyException e) {
          throw failed(transaction, e.answer());
        }
        coins.add(transaction);
      }
    }

    private void requireTruc() throws PackageException {
      var rules = new TrucPackage(transactions, new Relatives(pool));
      for (var applicant : applicants) {
        require(
            rules.check(
                applicant.transaction(),
                applicant.entry().virtualSize(),
                applicant.parents().stream().map(Entry::transaction).toList()));
      }
    }

    private void requireFee() throws PackageException {
      if (terms.feesTogether()
          && FeeLimits.atLeast(
                  virtualSize(), feeSats(), housekeeping.minimumFee(), policy.minRelayFee())
              instanceof PolicyVerdict.Refused refusal) {
        var last = transactions.getLast();
        throw failed(last, PolicyException.of(refusal).judgedBy(jointFee()).answer());
      }
    }

    private Regrouping change() throws PackageException {
      var rivals = new LinkedHashSet<Entry>();
      applicants.forEach(applicant -> rivals.addAll(applicant.conflicts()));
      var added = applicants.stream().map(Applicant::entry).toList();
      if (rivals.isEmpty()) {
        return requireFit(Regrouping.of(pool, List.of(), added));
      }
      require(PackageReplacement.isPair(transactions));
      boolean hasParents = applicants.stream().anyMatch(each -> !each.parents().isEmpty());
      require(PackageReplacement.standsAlone(hasParents));
      var child = transactions.getLast().txid();
      var rules = new PackageReplacement(child, feeSats(), virtualSize());
      var all = new Rivals(rivals);
      require(rules.reachesFew(all.clusters()));
      var removed = all.all(pool);
      require(rules.paysFor(Rivals.feeSats(removed), policy.incrementalRelayFee()));
      require(rules.childPaysMore(added.getFirst().rate()));
      var change = requireFit(Regrouping.of(pool, removed, added));
      require(PackageReplacement.improvesMempool(change.isBetter()));
      return change;
    }

    private Regrouping requireFit(Regrouping change) throws PackageException {
      if (!change.fits(limits)) {
        require(PackageVerdict.refused(TOO_LARGE_CLUSTER));
      }
      return change;
    }

    private void requireDustSpent() throws PackageException {
      if (policy.acceptNonStandard()) {
        return;
      }
      var unspent =
          EphemeralDust.firstUnspent(transactions, policy.dustRelayFee(), pool::transaction);
      if (unspent.isPresent()) {
        throw PackageException.ofOne(
            "unspent-dust",
            unspent.get().child().wtxid(),
            MempoolAnswer.refused(unspent.get().refusal()));
      }
    }

    /** Of those that are only tested, it is told that the ones before would have been taken. */
    private void checkScripts(Applicant applicant) throws PackageException {
      try {
        setting.scripts().check(applicant.spending());
      } catch (PolicyException e) {
        var found = new LinkedHashMap<Wtxid, MempoolAnswer>(terms.test() ? answers : Map.of());
        found.put(applicant.transaction().wtxid(), e.answer());
        throw new PackageException(
            new PackageAnswer(TRANSACTION_REFUSED, TRANSACTION_FAILED, "", found));
      }
    }

    private MempoolAnswer accepted(Entry entry, List<Transaction> replaced) {
      return new MempoolAnswer.Accepted(
          entry.virtualSize(),
          entry.feeSats(),
          terms.feesTogether() ? jointFee() : entry.ownFee(),
          replaced);
    }

    private void carryOut(Regrouping change) {
      housekeeping.change(change, Removal.REPLACED);
      applicants.forEach(applicant -> housekeeping.tellOf(applicant.entry(), false));
    }

    private long virtualSize() {
      return applicants.stream().mapToLong(each -> each.entry().virtualSize()).sum();
    }

    private long feeSats() {
      return applicants.stream().mapToLong(each -> each.entry().modifiedFeeSats()).sum();
    }

    private EffectiveFee jointFee() {
      return new EffectiveFee(
          new FeeRate(feeSats(), virtualSize()),
          transactions.stream().map(Transaction::wtxid).toList());
    }

    private static PackageException failed(Transaction transaction, MempoolAnswer answer) {
      return PackageException.ofOne(TRANSACTION_FAILED, transaction.wtxid(), answer);
    }

    private static void require(PackageVerdict verdict) throws PackageException {
      if (verdict instanceof PackageVerdict.Refused(var code, var detail)) {
        throw new PackageException(new PackageAnswer(PACKAGE_REFUSED, code, detail, Map.of()));
      }
    }
  }
}
