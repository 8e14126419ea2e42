package cairn.ledger.policy;

import static cairn.ledger.policy.PackageRefusal.CONFLICT;
import static cairn.ledger.policy.PackageRefusal.CONTAINS_DUPLICATES;
import static cairn.ledger.policy.PackageRefusal.NOT_CHILD_WITH_PARENTS;
import static cairn.ledger.policy.PackageRefusal.NOT_SORTED;
import static cairn.ledger.policy.PackageRefusal.TOO_LARGE;
import static cairn.ledger.policy.PackageRefusal.TOO_MANY_TRANSACTIONS;
import static cairn.ledger.policy.PackageVerdict.Accepted.OK;
import static cairn.ledger.policy.PackageVerdict.refused;

import cairn.primitives.OutPoint;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.Txid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What transactions that are offered together must be as a list, before anyone looks at each. What
 * spends an output comes after what makes it.
 */
public final class PackageForm {
  /** How many transactions there may be. */
  public static final int MAX_COUNT = 25;

  /**
   * What they may weigh together, in weight units: room for any transaction that would be taken by
   * itself, and one to bump its fee.
   */
  public static final int MAX_WEIGHT = 404_000;

  private PackageForm() {}

  /** They are few, small, sorted, and can all be in the same chain (Core's IsWellFormedPackage). */
  public static PackageVerdict wellFormed(List<Transaction> transactions) {
    int count = transactions.size();
    if (count > MAX_COUNT) {
      return refused(TOO_MANY_TRANSACTIONS);
    }
    long weight = transactions.stream().mapToLong(Transaction::weight).sum();
    if (count > 1 && weight > MAX_WEIGHT) {
      return refused(TOO_LARGE); // of one alone, its own weight is the better thing to complain of
    }
    if (txids(transactions).size() != count) {
      return refused(CONTAINS_DUPLICATES);
    }
    if (!isSorted(transactions)) {
      return refused(NOT_SORTED);
    }
    return isConsistent(transactions) ? OK : refused(CONFLICT);
  }

  /** If there are several, all but the last are spent by the last. */
  public static PackageVerdict submittable(List<Transaction> transactions) {
    return transactions.size() < 2 || isChildWithParents(transactions)
        ? OK
        : refused(NOT_CHILD_WITH_PARENTS);
  }

  /** Whether none spends an output of one that comes later. */
  static boolean isSorted(List<Transaction> transactions) {
    var later = txids(transactions);
    for (var transaction : transactions) {
      if (spendsFromAny(transaction, later)) {
        return false;
      }
      later.remove(transaction.txid());
    }
    return true;
  }

  /**
   * Whether no two spend the same output. That one alone spends an output twice is not for here: it
   * breaks a rule of consensus.
   */
  static boolean isConsistent(List<Transaction> transactions) {
    Set<OutPoint> spent = new HashSet<>();
    for (var transaction : transactions) {
      var inputs = transaction.inputs();
      if (inputs.isEmpty() || inputs.stream().map(TxIn::previousOutput).anyMatch(spent::contains)) {
        return false;
      }
      inputs.forEach(input -> spent.add(input.previousOutput()));
    }
    return true;
  }

  /** Whether the last spends outputs of each of the others, of which there is at least one. */
  public static boolean isChildWithParents(List<Transaction> transactions) {
    if (transactions.size() < 2) {
      return false;
    }
    Set<Txid> spent = new HashSet<>();
    transactions.getLast().inputs().forEach(input -> spent.add(input.previousOutput().txid()));
    return spent.containsAll(txids(parents(transactions)));
  }

  /** The same, and none of the others spends from another of them. */
  public static boolean isChildWithParentsTree(List<Transaction> transactions) {
    if (!isChildWithParents(transactions)) {
      return false;
    }
    var parents = parents(transactions);
    var txids = txids(parents);
    return parents.stream().noneMatch(parent -> spendsFromAny(parent, txids));
  }

  private static List<Transaction> parents(List<Transaction> transactions) {
    return transactions.subList(0, transactions.size() - 1);
  }

  private static Set<Txid> txids(List<Transaction> transactions) {
    return transactions.stream()
        .map(Transaction::txid)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean spendsFromAny(Transaction transaction, Set<Txid> txids) {
    return transaction.inputs().stream()
        .anyMatch(input -> txids.contains(input.previousOutput().txid()));
  }
}
