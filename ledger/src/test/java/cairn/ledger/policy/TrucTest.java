package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.child;
import static cairn.ledger.policy.Drafts.confirmed;
import static cairn.ledger.policy.Drafts.outPoint;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.PolicyVerdict.Refused;
import cairn.ledger.policy.Truc.Violation;
import cairn.primitives.Transaction;
import cairn.primitives.Txid;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrucTest {
  private static final int SMALL = 200;

  private final Transaction parent = child(3, confirmed(1));
  private final Transaction ordinary = child(2, confirmed(2));
  private final Transaction child = child(3, outPoint(parent, 0));

  @Test
  void acceptsTransactionsWithoutUnconfirmedParents() {
    assertThat(check(child(2, confirmed(3)), 100_000)).isEmpty();
    assertThat(check(child(3, confirmed(3)), SMALL)).isEmpty();
  }

  @Test
  void acceptsParentsOfTheSameKind() {
    assertThat(check(child, SMALL, parent)).isEmpty();
    assertThat(check(child(1, outPoint(ordinary, 0)), 100_000, ordinary)).isEmpty();
  }

  @Test
  void refusesOtherChildOfTrucParent() {
    var other = child(2, outPoint(ordinary, 0), outPoint(parent, 0));
    assertThat(check(other, SMALL, parent, ordinary))
        .contains(
            new Violation(
                "non-version=3 %s cannot spend from version=3 %s"
                    .formatted(name(other), name(parent)),
                null));
  }

  @Test
  void refusesTrucChildOfOtherParent() {
    var mixed = child(3, outPoint(parent, 0), outPoint(ordinary, 0));
    assertThat(check(mixed, 100_000, parent, ordinary))
        .contains(
            new Violation(
                "version=3 %s cannot spend from non-version=3 %s"
                    .formatted(name(mixed), name(ordinary)),
                null));
  }

  @ParameterizedTest
  @CsvSource({"10000, true", "10001, false"})
  void limitsTheSize(int size, boolean accepted) {
    var lone = child(3, confirmed(3));
    assertThat(check(lone, size).map(Violation::detail))
        .isEqualTo(
            accepted
                ? Optional.empty()
                : Optional.of(
                    "version=3 %s is too big: 10001 > 10000 virtual bytes".formatted(name(lone))));
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void limitsTheSizeOfAChild(int size, boolean accepted) {
    assertThat(check(child, size, parent).map(Violation::detail))
        .isEqualTo(
            accepted
                ? Optional.empty()
                : Optional.of(
                    "version=3 child %s is too big: 1001 > 1000 virtual bytes"
                        .formatted(name(child))));
  }

  @Test
  void refusesTwoParents() {
    var other = child(3, confirmed(3));
    var both = child(3, outPoint(parent, 0), outPoint(other, 0));
    assertThat(check(both, 1001, parent, other))
        .contains(new Violation(name(both) + " would have too many ancestors", null));
  }

  @Test
  void refusesGrandparent() {
    var grandchild = child(3, outPoint(child, 0));
    assertThat(check(grandchild, 1001, parent, child))
        .contains(new Violation(name(grandchild) + " would have too many ancestors", null));
  }

  @Test
  void offersTheOneSiblingForReplacement() {
    var second = child(3, outPoint(parent, 1));
    assertThat(check(second, SMALL, parent, child))
        .contains(new Violation(name(parent) + " would exceed descendant count limit", child));
  }

  @Test
  void acceptsSecondChildThatReplacesTheFirst() {
    var second = child(3, outPoint(parent, 1));
    assertThat(check(second, SMALL, Set.of(child.txid()), parent, child)).isEmpty();
    assertThat(check(second, SMALL, Set.of(ordinary.txid()), parent, child)).isPresent();
  }

  @Test
  void offersNoneOfTwoSiblings() {
    var second = child(3, outPoint(parent, 1));
    var third = child(3, outPoint(parent, 2));
    assertThat(check(third, SMALL, parent, child, second))
        .contains(new Violation(name(parent) + " would exceed descendant count limit", null));
    assertThat(check(third, SMALL, Set.of(second.txid()), parent, child, second)).isEmpty();
  }

  @Test
  void offersNoSiblingThatHasAChild() {
    var nibling = child(3, outPoint(child, 0));
    assertThat(check(child(3, outPoint(parent, 1)), SMALL, parent, child, nibling))
        .contains(new Violation(name(parent) + " would exceed descendant count limit", null));
  }

  @Test
  void offersNoSiblingThatHasAnotherParent() {
    var other = child(3, confirmed(3));
    var sibling = child(3, outPoint(parent, 0), outPoint(other, 0));
    assertThat(check(child(3, outPoint(parent, 1)), SMALL, parent, other, sibling))
        .contains(new Violation(name(parent) + " would exceed descendant count limit", null));
  }

  @Test
  void refusesAsAMatterOfTheMempool() {
    assertThat(new Violation("so", null).refusal())
        .isEqualTo(new Refused(RefusalKind.MEMPOOL_POLICY, "TRUC-violation", "so"));
  }

  private static Optional<Violation> check(
      Transaction transaction, int size, Transaction... mempool) {
    return check(transaction, size, Set.of(), mempool);
  }

  private static Optional<Violation> check(
      Transaction transaction, int size, Set<Txid> conflicts, Transaction... mempool) {
    var relatives = new FakeRelatives(mempool);
    return Truc.firstViolation(
        transaction, size, relatives.parents(transaction), conflicts, relatives);
  }

  static String name(Transaction transaction) {
    return "tx " + transaction.txid() + " (wtxid=" + transaction.wtxid() + ")";
  }
}
