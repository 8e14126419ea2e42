package cairn.ledger.policy;

import static cairn.ledger.policy.PolicyVerdict.refused;
import static cairn.ledger.policy.Refusal.TRUC_VIOLATION;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for transactions of version 3, "topologically restricted until confirmation" (BIP 431):
 * until it is in a block, one has a single parent or a single child and is small, so that nobody
 * can make it expensive to replace. They hold for every transaction, as others may not mix with
 * these.
 */
public final class Truc {
  public static final int VERSION = 3;

  /** The most that such a transaction may have, in virtual bytes. */
  public static final int MAX_VIRTUAL_SIZE = 10_000;

  /** The same where it spends from another that is not in a block yet. */
  public static final int MAX_CHILD_VIRTUAL_SIZE = 1000;

  /** How many there may be in a line: the transaction, and what it spends. */
  static final int MAX_ANCESTORS = 2;

  /**
   * A rule that is broken.
   *
   * @param sibling the parent's other child, if the rule would be kept without it: the transaction
   *     may be taken all the same if it can replace that one; null if there is no such way out
   */
  public record Violation(String detail, @Nullable Transaction sibling) {
    public Refused refusal() {
      return refused(TRUC_VIOLATION, detail);
    }
  }

  private Truc() {}

  /**
   * The first rule that {@code transaction} would break if it came into the mempool by itself
   * (Core's SingleTRUCChecks).
   *
   * @param virtualSize by {@link VirtualSize}
   * @param parents those in the mempool of which it spends outputs
   * @param conflicts those in the mempool that it would replace for spending the same outputs
   */
  public static Optional<Violation> firstViolation(
      Transaction transaction,
      long virtualSize,
      List<Transaction> parents,
      Set<Txid> conflicts,
      MempoolRelatives mempool) {
    for (var parent : parents) {
      if (isTruc(parent) != isTruc(transaction)) {
        return violation(TrucTexts.mixed(transaction, parent));
      }
    }
    if (!isTruc(transaction)) {
      return Optional.empty();
    }
    if (virtualSize > MAX_VIRTUAL_SIZE) {
      return violation(TrucTexts.tooBig(transaction, virtualSize));
    }
    if (parents.size() + 1 > MAX_ANCESTORS) {
      return violation(TrucTexts.tooManyAncestors(transaction));
    }
    return parents.isEmpty()
        ? Optional.empty()
        : firstViolation(transaction, virtualSize, parents.getFirst(), conflicts, mempool);
  }

  private static Optional<Violation> firstViolation(
      Transaction transaction,
      long virtualSize,
      Transaction parent,
      Set<Txid> conflicts,
      MempoolRelatives mempool) {
    if (mempool.ancestorCount(parent) + 1 > MAX_ANCESTORS) {
      return violation(TrucTexts.tooManyAncestors(transaction));
    }
    if (virtualSize > MAX_CHILD_VIRTUAL_SIZE) {
      return violation(TrucTexts.childTooBig(transaction, virtualSize));
    }
    var siblings = mempool.descendants(parent);
    if (siblings.isEmpty() || siblings.stream().anyMatch(s -> conflicts.contains(s.txid()))) {
      return Optional.empty();
    }
    // After a reorganisation there may be more of them, or longer lines: those are left alone.
    boolean evictable =
        siblings.size() == 1 && mempool.ancestorCount(siblings.getFirst()) == MAX_ANCESTORS;
    return Optional.of(
        new Violation(
            TrucTexts.tooManyDescendants(parent), evictable ? siblings.getFirst() : null));
  }

  static boolean isTruc(Transaction transaction) {
    return transaction.version() == VERSION;
  }

  private static Optional<Violation> violation(String detail) {
    return Optional.of(new Violation(detail, null));
  }
}
