package cairn.node.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cairn.genesis.Network;
import cairn.genesis.Networks;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerConfig;
import cairn.ledger.MempoolConfig;
import cairn.ledger.mining.BlockOptions;
import cairn.ledger.mining.HeaderSearch;
import cairn.ledger.mining.NonceSearch;
import cairn.node.config.MineConfig;
import cairn.primitives.Script;
import cairn.primitives.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("the log")
class MinerTest {
  private static final Script OUTPUT =
      Script.fromHex("0014751e76e8199196d454941c45d1b3a323f1433bd6");

  @TempDir private Path directory;

  private Ledger open(Network network) throws IOException {
    return Ledger.open(
        new LedgerConfig(
            network,
            directory,
            Files.createDirectories(directory.resolve("blocks")),
            true,
            false,
            LedgerConfig.Rebuild.NOTHING,
            16 << 20,
            1,
            0,
            0,
            LedgerConfig.NEVER_PRUNE,
            0,
            Duration.ofDays(1),
            MempoolConfig.DEFAULT,
            InstantSource.system()),
        () -> false);
  }

  @Test
  void minesOneBlockAfterTheOtherAndEndsAtOnce() throws Exception {
    var counts = new MiningCounts();
    try (var ledger = open(Networks.regtest())) {
      try (var _ =
          Miner.start(ledger, BlockOptions.USUAL, new MineConfig(OUTPUT, 2, 100), counts)) {
        await().atMost(Duration.ofMinutes(1)).until(() -> ledger.chain().height() >= 20);
      }
      var tip = Objects.requireNonNull(ledger.chain().at(20));
      var coinbase = ledger.blocks().block(tip).transactions().getFirst();
      assertThat(coinbase.outputs().getFirst().scriptPubKey()).isEqualTo(OUTPUT);
      assertThat(counts.blocks()).isGreaterThanOrEqualTo(20);
      assertThat(counts.hashes()).isPositive();
    }
  }

  /** Some 65,000 hashes for each block, and with real retargeting. */
  @Test
  void minesOnAPrivateNetworkWithARealDifficulty() throws Exception {
    var counts = new MiningCounts();
    try (var ledger = open(Networks.devnet());
        var _ = Miner.start(ledger, BlockOptions.USUAL, new MineConfig(OUTPUT, 1, 50), counts)) {
      await().atMost(Duration.ofMinutes(2)).until(() -> ledger.chain().height() >= 3);
      assertThat(counts.hashes()).isGreaterThan(3L << 12);
    }
  }

  @Test
  void findsTheNonceThatTheSlowSearchFinds() {
    var block = Networks.regtest().genesis();
    var header = block.header();
    var slow = (NonceSearch.Outcome.Found) NonceSearch.search(block, 1000, () -> false);
    var found = new HeaderSearch(header).search(0, 1000);
    assertThat(found).hasValue(slow.block().header().nonce());
    var none = new HeaderSearch(header).search(-1, 1);
    var last = header.withNonce(0xffff_ffffL).hash();
    assertThat(none.isPresent())
        .isEqualTo(Target.fromCompact(header.bits()).orElseThrow().isMetBy(last));
  }
}
