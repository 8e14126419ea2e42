package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.genesis.Network;
import cairn.ledger.Coin;
import cairn.ledger.DoomedProcess;
import cairn.ledger.IndexedBlock;
import cairn.ledger.Ledger;
import cairn.ledger.LedgerCommands.Verification;
import cairn.ledger.LedgerListener;
import cairn.ledger.SetHash;
import cairn.ledger.SnapshotStatus;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that loads coins, follows the chain and proves them is killed at any time. */
@Timeout(300)
class SnapshotCrashTest {
  private static final int KILLS = 6;
  private static final int BEFORE = 40;
  private static final int BASE = 100;
  private static final String BEGUN = "begun";
  private static final List<Block> TRUNK = LedgerAtWork.TRUNK;

  @Test
  void goesOnWhereverItIsKilled(@TempDir Path directory) throws Exception {
    Map<OutPoint, Coin> expected;
    Files.createDirectories(directory.resolve("source/blocks"));
    try (var source =
        Ledger.open(LedgerSetup.in(directory.resolve("source")).config(), () -> false)) {
      submit(source, TRUNK);
      expected = coins(source);
      var dump = Snapshots.write(source, TRUNK.get(BASE - 1), directory.resolve("utxo.dat"));
      Files.write(directory.resolve("hash"), dump.serialized().bytes().toArray());
    }
    var random = new Random(5);
    for (int i = 0; i < KILLS; i++) {
      DoomedProcess.runAndKill(SnapshotCrashTest.class, directory, BEGUN, random.nextInt(1500));
      try (var ledger = open(directory)) {
        assertThat(ledger.commands().verify(4, 0).join()).isEqualTo(new Verification.Sound());
      }
    }
    pass(directory);
    try (var ledger = open(directory)) {
      assertThat(ledger.chain().tip().hash()).isEqualTo(TRUNK.getLast().hash());
      assertThat(ledger.snapshot()).isEmpty();
      assertThat(coins(ledger)).isEqualTo(expected);
      assertThat(directory.resolve("node/chainstate_snapshot")).doesNotExist();
      assertThat(directory.resolve("node/chainstate_todelete")).doesNotExist();
    }
  }

  private static Network network(Path directory) throws Exception {
    var hash = new SetHash(Bytes.wrap(Files.readAllBytes(directory.resolve("hash"))));
    return Snapshots.knowing(TRUNK.get(BASE - 1), BASE, hash);
  }

  private static Ledger open(Path directory) throws Exception {
    var setup = LedgerSetup.in(directory.resolve("node")).network(network(directory));
    Files.createDirectories(setup.blocksDirectory());
    return Ledger.open(setup.config(), () -> false);
  }

  private static void submit(Ledger ledger, Collection<Block> blocks) {
    var answers =
        blocks.stream().map(block -> ledger.commands().submitBlock(block, true, true)).toList();
    answers.forEach(CompletableFuture::join);
  }

  private static Map<OutPoint, Coin> coins(Ledger ledger) {
    var coins = new HashMap<OutPoint, Coin>();
    try (var snapshot = ledger.commands().snapshotCoins().join()) {
      snapshot.forEach((outpoint, coin) -> {
        coins.put(outpoint, coin);
        return true;
      });
    }
    return coins;
  }

  /** Loads the coins unless there are some, and sees them proven. */
  private static void pass(Path directory) throws Exception {
    try (var ledger = open(directory)) {
      var moved = new Semaphore(0);
      ledger.listen(
          new LedgerListener() {
            @Override
            public void historyMoved(IndexedBlock tip) {
              moved.release();
            }
          });
      submit(ledger, TRUNK.subList(0, BEFORE));
      ledger.commands().submitHeaders(TRUNK.stream().map(Block::header).toList(), true).join();
      if (ledger.snapshot().isEmpty() && ledger.chain().height() < BASE) {
        try (var file = Files.newInputStream(directory.resolve("utxo.dat"))) {
          ledger.loadCoins(file, () -> false);
        }
      }
      submit(ledger, TRUNK.subList(BASE, BASE + 5));
      ledger.commands().flush().join();
      submit(ledger, TRUNK.subList(BEFORE, BASE - 30));
      ledger.commands().flush().join();
      submit(ledger, TRUNK);
      while (ledger.snapshot().map(SnapshotStatus::history).isPresent()) {
        assertThat(moved.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
      }
      assertThat(ledger.chain().height()).isEqualTo(TRUNK.size());
    }
  }

  /** Begins anew whenever it has come to the end. */
  public static void main(String[] arguments) throws Exception {
    var directory = Path.of(arguments[0]);
    System.out.println(BEGUN);
    while (true) {
      pass(directory);
      pass(directory); // puts the coins in their place
      var old = directory.resolve("old");
      if (Files.exists(old)) {
        delete(old);
      }
      Files.move(directory.resolve("node"), old); // what is half deleted would be no node's
    }
  }

  private static void delete(Path directory) throws Exception {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
