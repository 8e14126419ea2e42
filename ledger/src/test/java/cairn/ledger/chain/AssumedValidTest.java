package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static cairn.primitives.Opcode.OP_0;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.BlockTree;
import cairn.ledger.headers.HeaderEntry;
import cairn.ledger.headers.HeaderTree;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.BlockHash;
import cairn.primitives.ScriptBuilder;
import cairn.primitives.TxOut;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On regtest, two weeks are 2016 blocks. */
class AssumedValidTest {
  private static final int TWO_WEEKS = 2016;
  private static final BlockTree TREE = BlockTree.regtest();

  /** Block 101 spends what nobody can spend; from block 102 on, all is well. */
  private static final List<Block> BLOCKS = mine();

  private static final List<Block> BRANCH = TREE.mine(BLOCKS.get(49), 10);

  @TempDir Path directory;

  private static List<Block> mine() {
    var never = new TxOut(new Amount(1), new ScriptBuilder().op(OP_0).build());
    var blocks = new ArrayList<Block>();
    blocks.add(TREE.add(TREE.draft(TREE.genesis()).coinbaseOutputs(never)));
    blocks.addAll(TREE.mine(blocks.getFirst(), 99));
    blocks.add(TREE.mine(blocks.getLast(), spend(coinbase(blocks.getFirst()), anyone(1))));
    blocks.addAll(TREE.mine(blocks.getLast(), TWO_WEEKS + 100));
    return blocks;
  }

  private static Network network(@Nullable BlockHash assumedValid, BigInteger minimumWork) {
    var regtest = Networks.regtest();
    return regtest.with(
        regtest.facts().withAssumedValid(assumedValid).withMinimumChainWork(minimumWork));
  }

  private static Network network(Block assumedValid) {
    return network(assumedValid.hash(), BigInteger.ZERO);
  }

  private static Block block(int height) {
    return BLOCKS.get(height - 1);
  }

  /** The headers of the chain up to a height, and of the branch if it is wanted. */
  private static HeaderTree headers(int height, boolean withBranch) {
    var headers = new HeaderTree(Networks.regtest());
    var blocks = new ArrayList<>(BLOCKS.subList(0, height));
    if (withBranch) {
      blocks.addAll(BRANCH);
    }
    blocks.forEach(block -> headers.restore(block.header(), block.hash()));
    return headers;
  }

  private static HeaderEntry entry(HeaderTree headers, Block block) {
    return Objects.requireNonNull(headers.find(block.hash()));
  }

  private static @Nullable String reason(Network network, HeaderTree headers, Block block) {
    return new AssumedValid(network, headers).reasonToCheck(entry(headers, block));
  }

  @Test
  void skipsScriptsUpToTheBlockThatIsNamed() {
    var headers = headers(BLOCKS.size(), false);
    assertThat(reason(network(block(100)), headers, block(100))).isNull();
    assertThat(reason(network(block(100)), headers, block(1))).isNull();
    assertThat(reason(network(block(100)), headers, block(101)))
        .isEqualTo("block height above assumevalid height");
  }

  @Test
  void checksAllIfNoBlockIsNamed() {
    var headers = headers(BLOCKS.size(), false);
    assertThat(reason(network(null, BigInteger.ZERO), headers, block(1)))
        .isEqualTo("assumevalid=0 (always verify)");
  }

  @Test
  void checksAllIfTheBlockIsNotKnown() {
    var headers = headers(150, false);
    assertThat(reason(network(block(151)), headers, block(1)))
        .isEqualTo("assumevalid hash not in headers");
  }

  @Test
  void checksBlocksOfAnotherBranch() {
    var headers = headers(BLOCKS.size(), true);
    assertThat(reason(network(block(100)), headers, BRANCH.getFirst()))
        .isEqualTo("block not in assumevalid chain");
  }

  @Test
  void checksBlocksThatAreNotOnTheBestBranchOfHeaders() {
    var headers = headers(BLOCKS.size(), true);
    assertThat(reason(network(BRANCH.getLast()), headers, BRANCH.getFirst()))
        .isEqualTo("block not in best header chain");
    assertThat(reason(network(BRANCH.getLast()), headers, block(50))).isNull();
  }

  @Test
  void checksAllIfTheBestBranchHasTooLittleWork() {
    var headers = headers(BLOCKS.size(), false);
    var work = headers.bestHeader().work();
    assertThat(reason(network(block(100).hash(), work), headers, block(1))).isNull();
    assertThat(reason(network(block(100).hash(), work.add(BigInteger.ONE)), headers, block(1)))
        .isEqualTo("best header chainwork below minimumchainwork");
  }

  @Test
  void checksBlocksOnWhichNotTwoWeeksOfWorkAreBuilt() {
    var network = network(block(100));
    assertThat(reason(network, headers(50 + TWO_WEEKS, false), block(50)))
        .isEqualTo("block too recent relative to best header");
    assertThat(reason(network, headers(51 + TWO_WEEKS, false), block(50))).isNull();
  }

  private TestLedger imported(Network network) {
    var ledger = LedgerSetup.in(directory.resolve("node")).network(network).open();
    ledger.load(new BlockFileBuilder().blocks(BLOCKS).write(directory.resolve("blocks")));
    return ledger;
  }

  @Test
  void believesThatScriptsBelowTheBlockAreGood() {
    try (var ledger = imported(network(block(101)))) {
      assertThat(ledger.height()).isEqualTo(BLOCKS.size());
    }
  }

  @Test
  void doesNotBelieveItOfTheNextBlock() {
    try (var ledger = imported(network(block(100)))) {
      assertThat(ledger.height()).isEqualTo(100);
      assertThat(ledger.refusalCode(block(101))).startsWith("block-script-verify-flag-failed");
    }
  }

  @Test
  void believesNothingElse() {
    var tree = BlockTree.regtest();
    var bad = tree.add(tree.draft(tree.genesis()).coinbaseSats(50_0000_0001L));
    var blocks = new ArrayList<>(List.of(bad));
    blocks.addAll(tree.mine(bad, TWO_WEEKS + 10));
    var file = new BlockFileBuilder().blocks(blocks).write(directory.resolve("blocks"));
    try (var ledger = LedgerSetup.in(directory.resolve("node")).network(network(bad)).open()) {
      ledger.load(file);
      assertThat(ledger.height()).isZero();
      assertThat(ledger.refusalCode(bad)).isEqualTo("bad-cb-amount");
    }
  }
}
