package cairn.ledger.policy;

import static cairn.ledger.policy.Drafts.child;
import static cairn.ledger.policy.Drafts.confirmed;
import static cairn.ledger.policy.Drafts.outPoint;
import static cairn.ledger.policy.PackageVerdict.Accepted.OK;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.policy.PackageVerdict.Refused;
import cairn.primitives.FeeRate;
import cairn.primitives.Txid;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageReplacementTest {
  private static final FeeRate INCREMENT = PolicyOptions.DEFAULT.incrementalRelayFee();
  private static final Txid CHILD = new Txid(1, 2, 3, 4);

  @Test
  void isAParentAndAChild() {
    var parent = child(2, confirmed(1));
    var other = child(2, confirmed(2));
    var child = child(2, outPoint(parent, 0), outPoint(other, 0));
    var refused = new Refused("package RBF failed: package must be 1-parent-1-child", "");
    assertThat(PackageReplacement.isPair(List.of(parent, child))).isEqualTo(OK);
    assertThat(PackageReplacement.isPair(List.of(parent, other))).isEqualTo(refused);
    assertThat(PackageReplacement.isPair(List.of(parent, other, child))).isEqualTo(refused);
  }

  @Test
  void doesNotSpendFromTheMempool() {
    assertThat(PackageReplacement.standsAlone(false)).isEqualTo(OK);
    assertThat(PackageReplacement.standsAlone(true))
        .isEqualTo(
            new Refused("package RBF failed: new transaction cannot have mempool ancestors", ""));
  }

  @Test
  void reachesIntoAHundredClusters() {
    assertThat(replacement(0).reachesFew(100)).isEqualTo(OK);
    assertThat(replacement(0).reachesFew(101))
        .isEqualTo(
            new Refused(
                "package RBF failed: too many potential replacements",
                "rejecting replacement " + CHILD + "; too many conflicting clusters (101 > 100)"));
  }

  @Test
  void paysForWhatItReplacesAndForItself() {
    assertThat(replacement(20_020).paysFor(20_000, INCREMENT)).isEqualTo(OK);
    assertThat(replacement(20_019).paysFor(20_000, INCREMENT))
        .isEqualTo(
            new Refused(
                "package RBF failed: insufficient anti-DoS fees",
                "rejecting replacement "
                    + CHILD
                    + ", not enough additional fees to relay; 0.00000019 < 0.0000002"));
    assertThat(replacement(19_999).paysFor(20_000, INCREMENT))
        .asString()
        .endsWith(", less fees than conflicting txs; 0.00019999 < 0.0002");
  }

  @Test
  void paysMoreThanTheParentAlone() {
    assertThat(replacement(2001).childPaysMore(new FeeRate(1000, 100))).isEqualTo(OK);
    assertThat(replacement(2000).childPaysMore(new FeeRate(1000, 100)))
        .isEqualTo(
            new Refused(
                "package RBF failed: package feerate is less than or equal to parent feerate",
                "package feerate 0.00010000 BTC/kvB <= parent feerate is 0.00010000 BTC/kvB"));
  }

  @Test
  void improvesTheMempool() {
    assertThat(PackageReplacement.improvesMempool(true)).isEqualTo(OK);
    assertThat(PackageReplacement.improvesMempool(false))
        .hasToString("package RBF failed: insufficient feerate: does not improve feerate diagram");
  }

  private static PackageReplacement replacement(long fee) {
    return new PackageReplacement(CHILD, fee, 200);
  }
}
