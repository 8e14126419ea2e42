package cairn.ledger.policy;

import static cairn.ledger.policy.PackageRefusal.RBF_INSUFFICIENT_FEERATE;
import static cairn.ledger.policy.PackageRefusal.RBF_INSUFFICIENT_FEES;
import static cairn.ledger.policy.PackageRefusal.RBF_MEMPOOL_ANCESTORS;
import static cairn.ledger.policy.PackageRefusal.RBF_NOT_ONE_PARENT_ONE_CHILD;
import static cairn.ledger.policy.PackageRefusal.RBF_PARENT_PAYS_FOR_CHILD;
import static cairn.ledger.policy.PackageRefusal.RBF_TOO_MANY_REPLACEMENTS;
import static cairn.ledger.policy.PackageVerdict.Accepted.OK;
import static cairn.ledger.policy.PackageVerdict.refused;

import cairn.primitives.FeeRate;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.List;

/**
 * A package that may take the place of transactions in the mempool as if it were one (Core's
 * PackageRBFChecks). The rules stand in the order in which they are asked.
 *
 * @param child the last transaction, which errors name
 * @param feeSats what all pay together, with what the operator has added or taken
 * @param virtualSize of all together
 */
public record PackageReplacement(Txid child, long feeSats, long virtualSize) {

  /** It is a parent and a child. */
  public static PackageVerdict isPair(List<Transaction> transactions) {
    return transactions.size() == 2 && PackageForm.isChildWithParents(transactions)
        ? OK
        : refused(RBF_NOT_ONE_PARENT_ONE_CHILD);
  }

  /** Neither spends from the mempool, so that they are a cluster of their own. */
  public static PackageVerdict standsAlone(boolean hasMempoolParents) {
    return hasMempoolParents ? refused(RBF_MEMPOOL_ANCESTORS) : OK;
  }

  /** Rule 5, as of {@link Replacement#reachesFew}. */
  public PackageVerdict reachesFew(int clusters) {
    return Replacement.tooManyClusters(child, clusters)
        .<PackageVerdict>map(detail -> refused(RBF_TOO_MANY_REPLACEMENTS, detail))
        .orElse(OK);
  }

  /** Rules 3 and 4, as of {@link Replacement#paysFor}. */
  public PackageVerdict paysFor(long replacedFeeSats, FeeRate incrementalRelayFee) {
    return Replacement.tooLittle(child, feeSats, virtualSize, replacedFeeSats, incrementalRelayFee)
        .<PackageVerdict>map(detail -> refused(RBF_INSUFFICIENT_FEES, detail))
        .orElse(OK);
  }

  /** The child pays for the parent, and so is no mere means to have it looked at. */
  public PackageVerdict childPaysMore(FeeRate parent) {
    var rate = new FeeRate(feeSats, virtualSize);
    return rate.compareTo(parent) > 0
        ? OK
        : refused(
            RBF_PARENT_PAYS_FOR_CHILD,
            "package feerate %s <= parent feerate is %s".formatted(rate, parent));
  }

  /** As {@link Replacement#improvesMempool}. */
  public static PackageVerdict improvesMempool(boolean improves) {
    return improves ? OK : refused(RBF_INSUFFICIENT_FEERATE);
  }
}
