package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.child;
import static cairn.ledger.policy.Drafts.confirmed;
import static cairn.ledger.policy.Drafts.outPoint;
import static cairn.ledger.policy.PackageVerdict.Accepted.OK;
import static cairn.ledger.policy.TrucTest.name;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrucPackageTest {
  private static final int SMALL = 200;
  private static final FakeRelatives NOTHING = new FakeRelatives();

  private final Transaction parent = child(3, confirmed(1));
  private final Transaction ordinary = child(2, confirmed(2));
  private final Transaction child = child(3, outPoint(parent, 0));

  @Test
  void acceptsParentAndChildOfTheSameKind() {
    assertThat(check(parent, SMALL, NOTHING, parent, child)).isEqualTo(OK);
    assertThat(check(child, SMALL, NOTHING, parent, child)).isEqualTo(OK);
    assertThat(check(child, SMALL, new FakeRelatives(parent), child)).isEqualTo(OK);
    var other = child(2, outPoint(ordinary, 0));
    assertThat(check(other, 100_000, NOTHING, ordinary, other)).isEqualTo(OK);
    assertThat(check(other, 100_000, new FakeRelatives(ordinary), other)).isEqualTo(OK);
  }

  @Test
  void refusesOtherChildOfTrucParent() {
    var other = child(2, outPoint(ordinary, 0), outPoint(parent, 0));
    var refused =
        refusal("non-version=3 %s cannot spend from version=3 %s", name(other), name(parent));
    assertThat(check(other, SMALL, NOTHING, parent, ordinary, other)).isEqualTo(refused);
    assertThat(check(other, SMALL, new FakeRelatives(parent, ordinary), other)).isEqualTo(refused);
  }

  @Test
  void refusesTrucChildOfOtherParent() {
    var mixed = child(3, outPoint(ordinary, 0));
    var refused =
        refusal("version=3 %s cannot spend from non-version=3 %s", name(mixed), name(ordinary));
    assertThat(check(mixed, SMALL, NOTHING, ordinary, mixed)).isEqualTo(refused);
    assertThat(check(mixed, SMALL, new FakeRelatives(ordinary), mixed)).isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({"10000, true", "10001, false"})
  void limitsTheSize(int size, boolean accepted) {
    assertThat(check(parent, size, NOTHING, parent, ordinary))
        .isEqualTo(
            accepted
                ? OK
                : refusal("version=3 %s is too big: 10001 > 10000 virtual bytes", name(parent)));
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void limitsTheSizeOfAChild(int size, boolean accepted) {
    var expected =
        accepted
            ? OK
            : refusal("version=3 child %s is too big: 1001 > 1000 virtual bytes", name(child));
    assertThat(check(child, size, NOTHING, parent, child)).isEqualTo(expected);
    assertThat(check(child, size, new FakeRelatives(parent), child)).isEqualTo(expected);
  }

  @Test
  void refusesTwoParentsWhereverTheyAre() {
    var other = child(3, confirmed(3));
    var both = child(3, outPoint(parent, 0), outPoint(other, 0));
    var refused = refusal("%s would have too many ancestors", name(both));
    assertThat(check(both, SMALL, NOTHING, parent, other, both)).isEqualTo(refused);
    assertThat(check(both, SMALL, new FakeRelatives(parent), other, both)).isEqualTo(refused);
    assertThat(check(both, SMALL, new FakeRelatives(parent, other), both)).isEqualTo(refused);
  }

  @Test
  void refusesGrandparentInTheMempool() {
    var grandchild = child(3, outPoint(child, 0));
    assertThat(check(grandchild, SMALL, new FakeRelatives(parent, child), grandchild))
        .isEqualTo(refusal("%s would have too many ancestors", name(grandchild)));
  }

  @Test
  void refusesTheOneInTheMiddleForItsChild() {
    var grandchild = child(3, outPoint(child, 0));
    var refused = refusal("%s would have too many ancestors", name(grandchild));
    assertThat(check(child, SMALL, NOTHING, parent, child, grandchild)).isEqualTo(refused);
    assertThat(check(grandchild, SMALL, NOTHING, parent, child, grandchild)).isEqualTo(OK);
    assertThat(check(child, SMALL, new FakeRelatives(parent), child, grandchild))
        .isEqualTo(refused);
  }

  @Test
  void refusesTwoChildrenInThePackage() {
    var second = child(3, outPoint(parent, 1));
    var refused = refusal("%s would exceed descendant count limit", name(parent));
    assertThat(check(child, SMALL, NOTHING, parent, child, second)).isEqualTo(refused);
    assertThat(check(second, SMALL, NOTHING, parent, child, second)).isEqualTo(refused);
    assertThat(check(second, SMALL, new FakeRelatives(parent), child, second)).isEqualTo(refused);
  }

  @Test
  void refusesSecondChildOfParentInTheMempoolAndOffersNoSibling() {
    var second = child(3, outPoint(parent, 1));
    assertThat(check(second, SMALL, new FakeRelatives(parent, child), second))
        .isEqualTo(refusal("%s would exceed descendant count limit", name(parent)));
  }

  private static PackageVerdict check(
      Transaction transaction, int size, FakeRelatives mempool, Transaction... transactions) {
    return new TrucPackage(List.of(transactions), mempool)
        .check(transaction, size, mempool.parents(transaction));
  }

  private static PackageVerdict refusal(String detail, String... names) {
    return new PackageVerdict.Refused("TRUC-violation", detail.formatted((Object[]) names));
  }
}
