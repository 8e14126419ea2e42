package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.Transaction;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A chainstate that goes over to another branch, and back. */
class ReorganisationTest extends ChainstateAtWork {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40, 119})
  void leavesTheCoinsAsTheyWereAfterAReorganisationForthAndBack(int depth) {
    var fork = TRUNK.get(TRUNK.size() - 1 - depth);
    var branch = new ArrayList<>(TREE.mine(fork, depth));
    boolean mature = branch.getLast().header().time() > TRUNK.get(100).header().time();
    branch.add(
        mature
            ? TREE.mine(branch.getLast(), payment(TRUNK.getFirst()))
            : TREE.mine(branch.getLast()));
    ledger.submit(TRUNK);
    var before = ledger.coins();
    ledger.submit(branch);
    assertTip(branch.getLast());
    var after = ledger.coins();
    assertThat(after).isNotEqualTo(before);

    ledger.invalidate(branch.getFirst());
    assertTip(TRUNK.getLast());
    assertThat(ledger.coins()).isEqualTo(before);
    ledger.reconsider(branch.getFirst());
    assertTip(branch.getLast());
    assertThat(ledger.coins()).isEqualTo(after);
  }

  @Test
  void tellsOfEachStepInOrder() {
    var branch = TREE.mine(TRUNK.get(0), 3);
    ledger.submit(TRUNK.subList(0, 3));
    ledger.submit(branch);
    assertThat(ledger.takeEvents()).containsExactly("+1", "+2", "+3", "-3", "-2", "+2", "+3", "+4");
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void returnsToTheBestValidBranchFromOneThatIsInvalidEarly(Flaw flaw) {
    returnsFromFlaw(flaw, 0);
  }

  @ParameterizedTest
  @EnumSource(Flaw.class)
  void returnsToTheBestValidBranchFromOneThatIsInvalidLate(Flaw flaw) {
    returnsFromFlaw(flaw, 8);
  }

  private void returnsFromFlaw(Flaw flaw, int goodBefore) {
    var fork = TRUNK.get(TRUNK.size() - 4);
    var branch = new ArrayList<>(TREE.mine(fork, goodBefore));
    var flawed = flaw.on(branch.isEmpty() ? fork : branch.getLast());
    branch.add(flawed);
    branch.addAll(TREE.mine(flawed, 10));
    ledger.submit(TRUNK);
    var expected = goodBefore > 3 ? branch.get(goodBefore - 1) : TRUNK.getLast();
    var before = ledger.coins();

    // All at once, so that the branch is followed from its first block to its last.
    branch.forEach(ledger::store);
    chainstate().activate();
    assertThat(ledger.refusalCode(flawed)).isEqualTo(flaw.code());
    assertTip(expected);
    if (goodBefore == 0) {
      assertThat(ledger.coins()).isEqualTo(before);
    }
    assertThat(ledger.entry(branch.getLast()).isFailed()).isTrue();
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());

    reopen(setup().check(0, 4));
    assertTip(expected);
    assertThat(ledger.entry(branch.getLast()).isFailed()).isTrue();
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
    assertThat(ledger.store(branch.getLast())).isInstanceOf(Taken.Refused.class);
  }

  /** A long reorganisation brings up the coins of all blocks that it takes back. */
  @Test
  void reorganizesWithLittleMemory() {
    reopen(setup().cacheBytes(260 << 10));
    ledger.submit(TRUNK);
    var payments = new ArrayList<Transaction>();
    var tip = TRUNK.getLast();
    for (int i = 0; i < 30; i++) {
      var from = i == 0 ? coinbase(TRUNK.getFirst()) : new OutPoint(payments.getLast().txid(), 0);
      var outputs = new ArrayList<TxOut>(List.of(anyone(49_0000_0000L - i * 1_000_000L)));
      for (int j = 0; j < 300; j++) {
        outputs.add(anyone(1000));
      }
      payments.add(spend(from, outputs.toArray(TxOut[]::new)));
      tip = TREE.mine(tip, payments.getLast());
      ledger.submit(tip);
    }
    var before = ledger.coins();
    var gathering = new ArrayList<Block>();
    for (var payment : payments) {
      var inputs = new ArrayList<TxIn>();
      for (int j = 1; j <= 300; j++) {
        inputs.add(new TxIn(new OutPoint(payment.txid(), j), Script.EMPTY, 0));
      }
      var gathered = Transaction.of(1, inputs, List.of(anyone(1)), 0);
      gathering.add(TREE.mine(gathering.isEmpty() ? tip : gathering.getLast(), gathered));
    }
    ledger.submit(gathering);
    assertTip(gathering.getLast());
    var after = ledger.coins();
    ledger.invalidate(gathering.getFirst());
    assertThat(chainstate().coins().usedBytes()).isLessThan(260 << 10);
    assertThat(ledger.coins()).isEqualTo(before);
    ledger.reconsider(gathering.getFirst());
    assertThat(chainstate().coins().usedBytes()).isLessThan(260 << 10);
    assertThat(ledger.coins()).isEqualTo(after);
  }
}
