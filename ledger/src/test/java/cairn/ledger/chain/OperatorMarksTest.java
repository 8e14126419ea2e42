package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cairn.ledger.chain.BlockAcceptance.Taken;
import cairn.primitives.Block;
import org.junit.jupiter.api.Test;

/** Blocks that the operator calls invalid, or good again, or precious. */
class OperatorMarksTest extends ChainstateAtWork {
  @Test
  void keepsTheOperatorsMarksOverARestart() {
    ledger.submit(TRUNK);
    var marked = TRUNK.get(60);
    ledger.invalidate(marked);
    assertTip(TRUNK.get(59));
    reopen(setup());
    chainstate().activate();
    assertTip(TRUNK.get(59));
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
    ledger.reconsider(TRUNK.get(80));
    assertTip(TRUNK.getLast());
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
  }

  @Test
  void leavesAMarkedBranchThoughItWasKilledBeforeTheCoinsWereStored() {
    ledger.submit(TRUNK);
    var branch = TREE.mine(TRUNK.get(100), 3);
    ledger.submit(branch);
    chainstate().flush();
    ledger.invalidate(TRUNK.get(100));
    assertTip(TRUNK.get(99));
    chainstate().archive().flush();
    kill();

    assertTip(TRUNK.getLast());
    chainstate().activate();
    assertTip(TRUNK.get(99));
    assertThat(chainstate().headers().bestHeader()).isSameAs(ledger.tip());
    ledger.reconsider(branch.getFirst());
    assertTip(branch.getLast());
    assertThat(chainstate().headers().bestHeader().hash()).isEqualTo(branch.getLast().hash());
    reopen(setup().check(0, 4));
  }

  /** Has the process die, and starts it again. */
  private void kill() {
    ledger.killAfter(0);
    assertThatExceptionOfType(TestLedger.Killed.class)
        .isThrownBy(() -> ledger.submit(TREE.mine(blockOf(ledger.tip().hash().toString()))));
    reopen(setup());
  }

  private static Block blockOf(String hash) {
    return TREE.blocks().stream()
        .filter(block -> block.hash().toString().equals(hash))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void cannotDoWithoutTheGenesisBlock() {
    ledger.submit(TRUNK.subList(0, 3));
    var genesis = chainstate().headers().genesis();
    assertThatIllegalArgumentException().isThrownBy(() -> chainstate().invalidate(genesis));
    assertThat(ledger.height()).isEqualTo(3);
  }

  @Test
  void invalidatesABlockThatIsNotInTheChain() {
    ledger.submit(TRUNK.subList(0, 10));
    var branch = TREE.mine(TRUNK.get(3), 4);
    ledger.submit(branch);
    ledger.invalidate(branch.get(1));
    ledger.submit(TREE.mine(branch.getFirst(), 2));
    var more = TREE.draft(branch.getLast()).mine();
    assertThat(ledger.store(more)).isInstanceOf(Taken.Refused.class);
    assertTip(TRUNK.get(9));
  }

  @Test
  void goesOverToAPreciousBlock() {
    ledger.submit(TRUNK.subList(0, 10));
    var branch = TREE.mine(TRUNK.get(3), 6);
    ledger.submit(branch);
    assertTip(TRUNK.get(9));
    ledger.precious(branch.getLast());
    assertTip(branch.getLast());
    ledger.precious(TRUNK.get(9));
    assertTip(TRUNK.get(9));
    ledger.precious(branch.getFirst());
    assertTip(TRUNK.get(9));
  }
}
