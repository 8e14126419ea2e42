package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.P2WPKH;
import static cairn.ledger.policy.Drafts.bytes;
import static cairn.ledger.policy.Drafts.child;
import static cairn.ledger.policy.Drafts.confirmed;
import static cairn.ledger.policy.Drafts.outPoint;
import static cairn.ledger.policy.Drafts.output;
import static cairn.ledger.policy.PackageVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackageFormTest {
  private final Transaction parent = child(2, confirmed(1));
  private final Transaction between = child(2, outPoint(parent, 0));
  private final Transaction last = child(2, outPoint(parent, 1), outPoint(between, 0));

  @Test
  void acceptsParentAndChild() {
    assertThat(PackageForm.wellFormed(List.of(parent, between))).isEqualTo(OK);
    assertThat(PackageForm.wellFormed(List.of(parent, between, last))).isEqualTo(OK);
    assertThat(PackageForm.wellFormed(List.of(parent))).isEqualTo(OK);
  }

  @Test
  void acceptsTwentyFive() {
    assertThat(PackageForm.wellFormed(unrelated(25))).isEqualTo(OK);
  }

  @Test
  void refusesMore() {
    assertThat(PackageForm.wellFormed(unrelated(26))).hasToString("package-too-many-transactions");
  }

  @Test
  void acceptsTheWeightOfATransactionAndOneMore() {
    assertThat(PackageForm.wellFormed(ofWeight(404_000))).isEqualTo(OK);
  }

  @Test
  void refusesMoreWeight() {
    assertThat(PackageForm.wellFormed(ofWeight(404_001))).hasToString("package-too-large");
  }

  @Test
  void leavesTheWeightOfASingleTransactionToOthers() {
    assertThat(PackageForm.wellFormed(ofWeight(404_001 + parent.weight()).subList(1, 2)))
        .isEqualTo(OK);
  }

  @Test
  void refusesTheSameTransactionTwice() {
    assertThat(PackageForm.wellFormed(List.of(parent, between, parent)))
        .hasToString("package-contains-duplicates");
  }

  @Test
  void refusesTheSameTransactionWithAnotherWitness() {
    var input = parent.inputs().getFirst().with(Witness.of(bytes(1)));
    var other = Transaction.of(2, List.of(input), parent.outputs(), 0);
    assertThat(PackageForm.wellFormed(List.of(parent, other)))
        .hasToString("package-contains-duplicates");
  }

  @Test
  void refusesChildBeforeItsParent() {
    assertThat(PackageForm.wellFormed(List.of(between, parent))).hasToString("package-not-sorted");
    assertThat(PackageForm.wellFormed(List.of(between, parent, last)))
        .hasToString("package-not-sorted");
  }

  @Test
  void refusesTwoThatSpendTheSame() {
    var other = Transaction.of(3, parent.inputs(), parent.outputs(), 0);
    assertThat(PackageForm.wellFormed(List.of(parent, other))).hasToString("conflict-in-package");
  }

  @Test
  void refusesTransactionThatSpendsNothing() {
    var empty = Transaction.of(2, List.of(), List.of(output(1, P2WPKH)), 0);
    assertThat(PackageForm.wellFormed(List.of(empty))).hasToString("conflict-in-package");
  }

  @Test
  void leavesAnOutputThatOneTransactionSpendsTwiceToOthers() {
    var twice = child(2, confirmed(7), confirmed(7));
    assertThat(PackageForm.wellFormed(List.of(twice, parent))).isEqualTo(OK);
  }

  @Test
  void takesOneByItselfOrAChildWithItsParents() {
    assertThat(PackageForm.submittable(List.of(parent))).isEqualTo(OK);
    assertThat(PackageForm.submittable(List.of(parent, between))).isEqualTo(OK);
    assertThat(PackageForm.submittable(unrelated(2))).hasToString("package-not-child-with-parents");
  }

  @Test
  void knowsChildWithItsParents() {
    assertThat(PackageForm.isChildWithParents(List.of())).isFalse();
    assertThat(PackageForm.isChildWithParents(List.of(parent))).isFalse();
    assertThat(PackageForm.isChildWithParents(List.of(parent, between))).isTrue();
    assertThat(PackageForm.isChildWithParents(List.of(parent, last))).isTrue();
    assertThat(PackageForm.isChildWithParents(List.of(parent, between, last))).isTrue();
    assertThat(PackageForm.isChildWithParents(List.of(between, parent, last))).isTrue();
    var stranger = child(2, confirmed(9));
    assertThat(PackageForm.isChildWithParents(List.of(stranger, between, last))).isFalse();
    var grandchild = child(2, outPoint(between, 1));
    assertThat(PackageForm.isChildWithParents(List.of(parent, between, grandchild))).isFalse();
  }

  @Test
  void knowsParentsThatDoNotDependOnEachOther() {
    assertThat(PackageForm.isChildWithParentsTree(List.of())).isFalse();
    assertThat(PackageForm.isChildWithParentsTree(List.of(parent, between))).isTrue();
    assertThat(PackageForm.isChildWithParentsTree(List.of(parent, between, last))).isFalse();
    var parents = unrelated(24);
    var spent = parents.stream().map(each -> outPoint(each, 0)).toArray(OutPoint[]::new);
    var all = new ArrayList<>(parents);
    assertThat(PackageForm.isChildWithParentsTree(all)).isFalse();
    all.add(child(2, spent));
    assertThat(PackageForm.isChildWithParentsTree(all)).isTrue();
    assertThat(PackageForm.wellFormed(all)).isEqualTo(OK);
  }

  private static List<Transaction> unrelated(int count) {
    return IntStream.range(0, count).mapToObj(i -> child(2, confirmed(100 + i))).toList();
  }

  /** Two that weigh so much together. */
  private List<Transaction> ofWeight(int weight) {
    int rest = weight - parent.weight();
    var probe = padded(100_000);
    return List.of(parent, padded(100_000 + rest - probe.weight()));
  }

  private static Transaction padded(int witnessLength) {
    var input =
        new TxIn(confirmed(2), Script.EMPTY, TxIn.SEQUENCE_FINAL, Witness.of(bytes(witnessLength)));
    return Transaction.of(2, List.of(input), List.of(output(1, P2WPKH)), 0);
  }
}
