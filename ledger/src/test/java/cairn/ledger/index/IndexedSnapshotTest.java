package cairn.ledger.index;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Network;
import cairn.ledger.ChainBuilder;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.SnapshotStatus;
import cairn.ledger.chain.Snapshots;
import cairn.primitives.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Indexes have nothing of blocks that were not verified here. */
@Timeout(120)
class IndexedSnapshotTest {
  private static final int BEFORE = 40;
  private static final int BASE = 100;
  private static final ChainBuilder CHAIN = ChainBuilder.regtest().mine(BASE + 10);

  @Test
  void followWhatIsVerifiedUntilTheSnapshotIsProven(@TempDir Path directory) throws Exception {
    var file = directory.resolve("utxo.dat");
    var blocks = CHAIN.blocks();
    try (var whole = IndexedLedger.open(directory.resolve("whole"), IndexedLedger.ALL)) {
      whole.submit(blocks.subList(1, blocks.size())).await();
      var dump = Snapshots.write(whole.ledger, CHAIN.block(BASE), file);
      var network = Snapshots.knowing(CHAIN.block(BASE), BASE, dump.serialized());
      try (var node = open(network, directory.resolve("node"))) {
        node.submit(blocks.subList(1, BEFORE + 1)).await();
        var headers = blocks.stream().skip(1).map(Block::header).toList();
        node.ledger.commands().submitHeaders(headers, true).join();
        try (var in = Files.newInputStream(file)) {
          node.ledger.loadCoins(in, () -> false);
        }
        node.submit(blocks.subList(BASE + 1, blocks.size())).await();
        assertThat(node.ledger.chain().tip().hash()).isEqualTo(CHAIN.tip().hash());
        expectLast(node, BEFORE);
      }
      try (var node = open(network, directory.resolve("node"))) {
        node.submit(blocks.subList(BEFORE + 1, BASE - 1));
        while (node.ledger.validatedChain().height() < BASE - 2) {
          Thread.onSpinWait();
        }
        node.await();
        expectLast(node, BASE - 2);
        node.submit(blocks.subList(BASE - 1, BASE + 1));
        while (node.ledger.snapshot().map(SnapshotStatus::history).isPresent()) {
          Thread.onSpinWait();
        }
        node.await();
        expectLast(node, blocks.size() - 1);
        for (int height : new int[] {BEFORE, BASE, BASE + 1, blocks.size() - 1}) {
          var here = node.find(CHAIN.block(height));
          var there = whole.find(CHAIN.block(height));
          assertThat(node.coinStatistics().totals(here))
              .isPresent()
              .isEqualTo(whole.coinStatistics().totals(there));
          assertThat(node.blockFilters().header(here))
              .isEqualTo(whole.blockFilters().header(there));
        }
      }
    }
  }

  private static IndexedLedger open(Network network, Path directory) {
    return IndexedLedger.open(
        network, directory, IndexedLedger.ALL, Rebuild.NOTHING, LedgerConfig.NEVER_PRUNE);
  }

  private static void expectLast(IndexedLedger node, int height) {
    for (var index : node.indexes.all()) {
      assertThat(index.best()).isEqualTo(node.find(CHAIN.block(height)));
    }
    if (height < CHAIN.height()) {
      var next = node.find(CHAIN.block(height + 1));
      assertThat(node.coinStatistics().totals(next)).isEmpty();
    }
  }
}
