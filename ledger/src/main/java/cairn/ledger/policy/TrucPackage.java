package cairn.ledger.policy;

import static cairn.ledger.policy.PackageVerdict.refused;

import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of {@link Truc} for the transactions of a package, where relatives may be in the
 * mempool or in the package. Each transaction has passed those for itself, with its relatives in
 * the mempool.
 */
public final class TrucPackage {
  private final List<Transaction> transactions;
  private final MempoolRelatives mempool;

  /**
   * @param transactions {@linkplain PackageForm#wellFormed well-formed}
   */
  public TrucPackage(List<Transaction> transactions, MempoolRelatives mempool) {
    this.transactions = List.copyOf(transactions);
    this.mempool = mempool;
  }

  /**
   * Whether the family of one transaction of the package keeps the rules (Core's
   * PackageTRUCChecks). Where a rule is broken this is asked of every transaction of the package,
   * one of them is refused: not always the one that a person would blame.
   *
   * @param virtualSize by {@link VirtualSize}
   * @param mempoolParents those in the mempool of which it spends outputs
   */
  public PackageVerdict check(
      Transaction transaction, long virtualSize, List<Transaction> mempoolParents) {
    var packageParents = parents(transaction);
    return (Truc.isTruc(transaction)
            ? restricted(transaction, virtualSize, mempoolParents, packageParents)
            : unrestricted(transaction, mempoolParents, packageParents))
        .<PackageVerdict>map(detail -> refused(PackageRefusal.TRUC_VIOLATION, detail))
        .orElse(PackageVerdict.Accepted.OK);
  }

  /** What spends from one of version 3 is of version 3. */
  private static Optional<String> unrestricted(
      Transaction transaction, List<Transaction> mempoolParents, List<Transaction> packageParents) {
    var parents = new ArrayList<>(mempoolParents);
    parents.addAll(packageParents);
    return parents.stream()
        .filter(Truc::isTruc)
        .findFirst()
        .map(parent -> TrucTexts.mixed(transaction, parent));
  }

  private Optional<String> restricted(
      Transaction transaction,
      long virtualSize,
      List<Transaction> mempoolParents,
      List<Transaction> packageParents) {
    if (virtualSize > Truc.MAX_VIRTUAL_SIZE) {
      return Optional.of(TrucTexts.tooBig(transaction, virtualSize));
    }
    int grandparents =
        mempoolParents.isEmpty() ? 0 : mempool.ancestorCount(mempoolParents.getFirst()) - 1;
    int parents = mempoolParents.size() + packageParents.size();
    if (parents + grandparents + 1 > Truc.MAX_ANCESTORS) {
      return Optional.of(TrucTexts.tooManyAncestors(transaction));
    }
    if (parents == 0) {
      return Optional.empty();
    }
    if (virtualSize > Truc.MAX_CHILD_VIRTUAL_SIZE) {
      return Optional.of(TrucTexts.childTooBig(transaction, virtualSize));
    }
    boolean inMempool = !mempoolParents.isEmpty();
    var parent = (inMempool ? mempoolParents : packageParents).getFirst();
    if (!Truc.isTruc(parent)) {
      return Optional.of(TrucTexts.mixed(transaction, parent));
    }
    var crowd = crowded(transaction, parent);
    if (crowd.isPresent()) {
      return crowd;
    }
    return inMempool && !mempool.descendants(parent).isEmpty()
        ? Optional.of(TrucTexts.tooManyDescendants(parent))
        : Optional.empty();
  }

  /** Another of the package is a second child of the parent, or a child of this child. */
  private Optional<String> crowded(Transaction transaction, Transaction parent) {
    for (var other : transactions) {
      if (other.txid().equals(transaction.txid())) {
        continue;
      }
      for (var input : other.inputs()) {
        var spent = input.previousOutput().txid();
        if (spent.equals(parent.txid())) {
          return Optional.of(TrucTexts.tooManyDescendants(parent));
        }
        if (spent.equals(transaction.txid())) {
          return Optional.of(TrucTexts.tooManyAncestors(other));
        }
      }
    }
    return Optional.empty();
  }

  /** Those before it in the package of which it spends outputs. */
  private List<Transaction> parents(Transaction transaction) {
    Set<Txid> spent = new HashSet<>();
    transaction.inputs().forEach(input -> spent.add(input.previousOutput().txid()));
    return transactions.stream()
        .takeWhile(other -> !other.txid().equals(transaction.txid()))
        .filter(other -> spent.contains(other.txid()))
        .toList();
  }
}
