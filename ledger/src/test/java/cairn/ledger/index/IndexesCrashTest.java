package cairn.ledger.index;

import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.ChainBuilder;
import cairn.ledger.DoomedProcess;
import cairn.ledger.IndexedBlock;
import cairn.primitives.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process while the chain goes to and fro and indexes follow, and lets the next go on. */
class IndexesCrashTest {
  private static final int KILLS = 4;
  private static final int TRUNK = 130;
  private static final int BRANCH = 25;
  private static final String BEGUN = "begun";

  @Test
  void holdTheSameWheneverTheProcessIsKilled(@TempDir Path directory, @TempDir Path undisturbed)
      throws Exception {
    var random = new Random(1);
    for (int i = 0; i < KILLS; i++) {
      DoomedProcess.runAndKill(IndexesCrashTest.class, directory, BEGUN, 50 + random.nextInt(1500));
    }
    try (var killed = IndexedLedger.open(directory, IndexedLedger.ALL);
        var whole = IndexedLedger.open(undisturbed, IndexedLedger.ALL)) {
      var chain = longest();
      var blocks = chain.subList(1, chain.size());
      killed.submit(blocks).await();
      whole.submit(blocks).await();
      assertThat(killed.ledger.chain().tip().hash()).isEqualTo(chain.getLast().hash());
      for (var block : chain) {
        expectSame(killed, whole, block);
      }
    }
  }

  private static void expectSame(IndexedLedger killed, IndexedLedger whole, Block block)
      throws Exception {
    IndexedBlock here = killed.find(block);
    IndexedBlock there = whole.find(block);
    assertThat(killed.coinStatistics().totals(here))
        .isPresent()
        .isEqualTo(whole.coinStatistics().totals(there));
    assertThat(killed.blockFilters().filter(here))
        .isPresent()
        .isEqualTo(whole.blockFilters().filter(there));
    assertThat(killed.blockFilters().header(here)).isEqualTo(whole.blockFilters().header(there));
    for (var transaction : block.transactions().subList(1, block.transactions().size())) {
      assertThat(killed.transactions().find(transaction.txid()))
          .contains(new IndexedTransaction(here, transaction));
      var spent = transaction.inputs().getFirst().previousOutput();
      assertThat(killed.spenders().find(spent)).contains(new IndexedTransaction(here, transaction));
    }
  }

  /** A chain that parts from others after the trunk, each block of which spends a coin. */
  private static ChainBuilder branch(ChainBuilder trunk, int length, int which) {
    var chain = trunk.fork(TRUNK);
    for (int i = 0; i < length; i++) {
      chain.mine(spend(chain.coinbase(1 + i), anyone(1000 + which)));
    }
    return chain;
  }

  private static ChainBuilder trunk() {
    return ChainBuilder.regtest().mine(TRUNK);
  }

  private static List<Block> longest() {
    return branch(trunk(), BRANCH + 1, 2).blocks();
  }

  /** Goes over from one branch to the other and back, for ever; stores the chain now and then. */
  public static void main(String[] arguments) {
    var trunk = trunk();
    var one = branch(trunk, BRANCH, 0);
    var other = branch(trunk, BRANCH, 1);
    var blocks = new ArrayList<Block>(one.blocks().subList(1, one.blocks().size()));
    blocks.addAll(other.blocks().subList(TRUNK + 1, other.blocks().size()));
    try (var node = IndexedLedger.open(Path.of(arguments[0]), IndexedLedger.ALL)) {
      System.out.println(BEGUN);
      node.submit(blocks);
      for (int i = 0; ; i++) {
        var loser = node.find((i % 2 == 0 ? one : other).block(TRUNK + 1));
        var winner = node.find((i % 2 == 0 ? other : one).block(TRUNK + 1));
        node.ledger.commands().reconsider(winner).join();
        node.ledger.commands().invalidate(loser).join();
        if (i % 3 == 0) {
          node.ledger.commands().flush().join();
        }
      }
    }
  }
}
