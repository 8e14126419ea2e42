package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.BlockDraft;
import cairn.ledger.BlockTree;
import cairn.ledger.Ledger;
import cairn.ledger.rules.Verdict;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.MerkleRoot;
import cairn.primitives.OutPoint;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.TxOut;
import cairn.primitives.Txid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCheckTest {
  private static final BlockTree TREE = BlockTree.regtest();
  private static final List<Block> TRUNK = TREE.mine(TREE.genesis(), 101);
  private static final OutPoint MATURE = coinbase(TRUNK.getFirst());

  @TempDir private Path directory;
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = LedgerSetup.in(directory).open();
    ledger.submit(TRUNK);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static BlockDraft next() {
    return TREE.draft(TRUNK.getLast());
  }

  /** What is said of the block, to which the header commits. */
  private String verdict(Block block) {
    return verdict(block, true);
  }

  private String verdict(Block block, boolean merkleRoot) {
    return ledger
        .chainstate()
        .check(block, merkleRoot)
        .map(Verdict::toString)
        .orElse("builds on another block");
  }

  @Test
  void letsAGoodBlockPassAndKeepsNothingOfIt() {
    var coins = ledger.coins();
    ledger.takeEvents();
    var block = next().add(spend(MATURE, anyone(1))).mine();
    assertThat(verdict(block)).isEqualTo("OK");
    assertThat(verdict(block)).as("once more").isEqualTo("OK");
    assertThat(ledger.coins()).isEqualTo(coins);
    assertThat(ledger.takeEvents()).isEmpty();
    assertThat(ledger.chainstate().headers().find(block.hash())).isNull();
    ledger.submit(block);
    assertThat(ledger.tip().hash()).isEqualTo(block.hash());
  }

  @Test
  void asksForNoProofOfWork() {
    assertThat(verdict(next().mineInVain())).isEqualTo("OK");
  }

  @Test
  void saysNothingOfABlockOnAnotherBlock() {
    assertThat(verdict(TREE.draft(TRUNK.get(99)).mine())).isEqualTo("builds on another block");
    assertThat(verdict(next().previous(BlockHash.ZERO).mine()))
        .isEqualTo("builds on another block");
  }

  @Test
  void looksAtTheMerkleRootIfItIsAskedTo() {
    var block = next().merkleRoot(new MerkleRoot(1, 2, 3, 4)).mine();
    assertThat(verdict(block)).isEqualTo("bad-txnmrklroot, hashMerkleRoot mismatch");
    assertThat(verdict(block, false)).isEqualTo("OK");
  }

  @Test
  void namesTheFirstRuleThatIsBroken() {
    assertThat(verdict(next().time(TRUNK.get(95).header().time()).mine()))
        .isEqualTo("time-too-old, block's timestamp is too early");
    assertThat(verdict(next().coinbaseScript(new ScriptBuilder().number(7).op(0).build()).mine()))
        .isEqualTo("bad-cb-height, block height mismatch in coinbase");
    assertThat(verdict(next().coinbaseSats(51_00000000L).mine())).startsWith("bad-cb-amount, ");
    var nothing = new OutPoint(new Txid(1, 2, 3, 4), 0);
    assertThat(verdict(next().add(spend(nothing, anyone(1))).mine()))
        .startsWith("bad-txns-inputs-missingorspent, ");
  }

  @Test
  void checksScripts() {
    var locked = new TxOut(new Amount(1), new ScriptBuilder().op(0).build());
    var lock = spend(MATURE, locked);
    var unlock = spend(new OutPoint(lock.txid(), 0), anyone(1));
    var coins = ledger.coins();
    assertThat(verdict(next().add(lock).add(unlock).mine()))
        .startsWith("block-script-verify-flag-failed (Script evaluated without error");
    assertThat(ledger.coins()).isEqualTo(coins);
    assertThat(verdict(next().add(lock).mine())).isEqualTo("OK");
  }

  @Test
  void answersOtherThreads() throws Exception {
    ledger.close();
    try (var open = Ledger.open(LedgerSetup.in(directory).config(), () -> false)) {
      assertThat(open.commands().check(next().mine(), true).get())
          .isEqualTo(Optional.of(Verdict.Valid.OK));
    }
  }
}
