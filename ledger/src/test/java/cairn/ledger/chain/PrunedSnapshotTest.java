package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Network;
import cairn.genesis.NetworkOptions;
import cairn.genesis.Networks;
import cairn.ledger.BlockTree;
import cairn.ledger.ChainBuilder;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands.Verification;
import cairn.ledger.LedgerListener;
import cairn.ledger.SnapshotStatus;
import cairn.primitives.Block;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With so little room that every block is deleted as soon as it may be. */
@Timeout(120)
class PrunedSnapshotTest {
  private static final Network NETWORK = NetworkOptions.fastPrune(Networks.regtest());
  private static final BlockTree TREE = new BlockTree(NETWORK);
  private static final int BEFORE = 20;
  private static final int BASE = 400;
  private static final int TIP = 710;
  private static final List<Block> BLOCKS = mine();

  private final Semaphore moves = new Semaphore(0);

  /** Some 30 blocks go into a file. */
  private static List<Block> mine() {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < TIP + 60; i++) {
      var draft = TREE.draft(blocks.isEmpty() ? TREE.genesis() : blocks.getLast());
      var filling = ChainBuilder.data(2_000);
      blocks.add(
          TREE.add(draft.coinbaseOutputs(ChainBuilder.anyone(draft.subsidySats()), filling)));
    }
    return blocks;
  }

  private Ledger open(LedgerSetup setup) throws Exception {
    Files.createDirectories(setup.blocksDirectory());
    var ledger = Ledger.open(setup.config(), () -> false);
    ledger.listen(
        new LedgerListener() {
          @Override
          public void historyMoved(IndexedBlock tip) {
            moves.release();
          }
        });
    return ledger;
  }

  private void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      assertThat(moves.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static void submit(Ledger ledger, Collection<Block> blocks) {
    for (var block : blocks) {
      CompletableFuture<?> answer = ledger.commands().submitBlock(block, true, true);
      answer.join();
    }
  }

  private static boolean isStored(Ledger ledger, int height) {
    var hash = BLOCKS.get(height - 1).hash();
    return Objects.requireNonNull(ledger.index().find(hash)).hasData();
  }

  @Test
  void keepsWhatIsNeededToProveTheSnapshot(@TempDir Path directory) throws Exception {
    var file = directory.resolve("utxo.dat");
    Network network;
    try (var source = open(LedgerSetup.in(directory.resolve("source")).network(NETWORK))) {
      submit(source, BLOCKS.subList(0, BASE));
      var base = BLOCKS.get(BASE - 1);
      var dump = Snapshots.write(source, base, file);
      network = Snapshots.knowing(NETWORK, base, BASE, dump.serialized());
    }
    var setup = LedgerSetup.in(directory.resolve("node")).network(network).prune(1);
    try (var ledger = open(setup)) {
      submit(ledger, BLOCKS.subList(0, BEFORE));
      ledger.commands().submitHeaders(BLOCKS.stream().map(Block::header).toList(), true).join();
      try (var in = Files.newInputStream(file)) {
        ledger.loadCoins(in, () -> false);
      }
      submit(ledger, BLOCKS.subList(BEFORE, 60));
      submit(ledger, BLOCKS.subList(BASE, TIP));
      assertThat(ledger.chain().height()).isEqualTo(TIP);
      submit(ledger, BLOCKS.subList(60, BASE - 1));
      until(() -> ledger.validatedChain().height() == BASE - 1);
    }
    try (var ledger = open(setup)) {
      assertThat(ledger.commands().verify(4, 0).join())
          .isEqualTo(new Verification.Incomplete()); // but nothing wrong
      assertThat(ledger.validatedChain().height()).isEqualTo(BASE - 1);
      assertThat(isStored(ledger, 1)).isFalse();
      assertThat(isStored(ledger, BASE - 100)).isTrue();
      submit(ledger, List.of(BLOCKS.get(BASE - 1)));
      until(() -> ledger.snapshot().map(SnapshotStatus::history).isEmpty());
      submit(ledger, BLOCKS.subList(TIP, BLOCKS.size()));
      assertThat(isStored(ledger, BASE - 100)).isFalse();
      assertThat(isStored(ledger, BLOCKS.size())).isTrue();
    }
  }
}
