package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.genesis.Network;
import cairn.genesis.NetworkOptions;
import cairn.genesis.Networks;
import cairn.ledger.BlockTree;
import cairn.ledger.ChainBuilder;
import cairn.ledger.LedgerConfig;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.primitives.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -fastprune}: block files of 64 KiB, pruned from block 100 on. */
class PrunerTest {
  /** Room for one more chunk of each kind of file, as Core has it. */
  private static final long BUFFER = 17 << 20;

  private static final Network NETWORK = NetworkOptions.fastPrune(Networks.regtest());
  private static final BlockTree TREE = new BlockTree(NETWORK);

  /** Some 30 blocks go into a file. */
  private static final List<Block> BLOCKS = mine();

  /** When no block is new any more, so that this counts as a first synchronisation. */
  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

  @TempDir Path directory;

  private static List<Block> mine() {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < 450; i++) {
      var draft = TREE.draft(blocks.isEmpty() ? TREE.genesis() : blocks.getLast());
      var filling = ChainBuilder.data(2_000);
      blocks.add(
          TREE.add(draft.coinbaseOutputs(ChainBuilder.anyone(draft.subsidySats()), filling)));
    }
    return blocks;
  }

  private LedgerSetup setup() {
    var last = BLOCKS.getLast().header().time();
    return LedgerSetup.in(directory)
        .network(NETWORK)
        .now(Instant.ofEpochSecond(last))
        .prune(BUFFER + 300_000);
  }

  private long blockFiles() {
    try (var files = Files.list(setup().blocksDirectory())) {
      return files.filter(file -> file.getFileName().toString().startsWith("blk")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int lowestStored(TestLedger ledger) {
    int height = ledger.height();
    while (height > 0 && ledger.tip().ancestor(height - 1).hasData()) {
      height--;
    }
    return height;
  }

  @Test
  void deletesTheOldestFilesOnceAllTakeTooMuchRoom() {
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
      int lowest = lowestStored(ledger);
      assertThat(lowest).isBetween(100, 450 - 288);
      assertThat(ledger.tip().ancestor(lowest - 1).transactionCount()).isEqualTo(1);
      assertThat(setup().blocksDirectory().resolve("blk00000.dat")).doesNotExist();
      assertThat(setup().blocksDirectory().resolve("rev00000.dat")).doesNotExist();
    }
    try (var ledger = setup().check(0, 4).open()) {
      assertThat(ledger.height()).isEqualTo(450);
      assertThat(lowestStored(ledger)).isBetween(100, 450 - 288);
      assertThat(ledger.tip().chainTransactionCount()).isEqualTo(451);
      ledger.submit(TREE.mine(BLOCKS.getLast(), 3));
      assertThat(ledger.height()).isEqualTo(453);
    }
  }

  @Test
  void leavesNothingToVerifyOfWhatIsPruned() {
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
      ledger.chainstate().flush();
      assertThat(ledger.ledger().verify(100, 4, () -> false)).isTrue();
      assertThat(ledger.ledger().verify(0, 4, () -> false)).isFalse();
    }
  }

  @Test
  void deletesNothingWhereThereIsRoomOrNobodyAsked() {
    for (long target : new long[] {BUFFER + 10_000_000, LedgerConfig.PRUNE_ON_REQUEST}) {
      try (var ledger = setup().prune(target).open()) {
        ledger.submit(BLOCKS);
        assertThat(lowestStored(ledger)).isZero();
      }
    }
  }

  @Test
  void keepsTheLastBlocksHoweverLittleRoomThereIs() {
    try (var ledger = setup().prune(1).open()) {
      ledger.submit(BLOCKS);
      assertThat(lowestStored(ledger)).isBetween(450 - 288 - 35, 450 - 288);
    }
  }

  /** All flushes but the last, on closing, are there for files to be pruned. */
  @Test
  void storesTheCoinsOnlyWhereAFileCanGo() {
    try (var ledger = setup().prune(1).open()) {
      BLOCKS.forEach(ledger::submit);
      long pruned = 450 / 30 - blockFiles();
      assertThat(ledger.chainstate().coinStore().generation()).isLessThanOrEqualTo(pruned + 2);
    }
  }

  @Test
  void deletesAllItCanAtOnceInAFirstSynchronisation() {
    var setup = setup().now(LATER);
    try (var ledger = setup.open()) {
      var file = new BlockFileBuilder().blocks(BLOCKS).write(directory.resolve("blocks.dat"));
      ledger.load(file);
      // The headers are known to block 450 from the start: megabytes are still to come.
      assertThat(lowestStored(ledger)).isBetween(100, 450 - 288);
      assertThat(ledger.chainstate().coinStore().generation()).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void cannotGoBackToKeepingEverything() {
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
    }
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> setup().prune(LedgerConfig.NEVER_PRUNE).open())
        .withMessageStartingWith("You need to rebuild the database using -reindex")
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.OPTION));
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> setup().rebuild(Rebuild.CHAINSTATE).open())
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.OPTION));
    setup().prune(LedgerConfig.PRUNE_ON_REQUEST).open().close();
  }

  @Test
  void cannotGoBackBeyondWhatWasPruned() {
    var branch = TREE.mine(BLOCKS.get(99), 355);
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
      int lowest = lowestStored(ledger);
      branch.forEach(ledger::store);
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> ledger.chainstate().activate())
          .withMessageContaining("is not stored, perhaps because it was pruned")
          .withMessageContaining("-reindex");
      assertThat(ledger.height()).isEqualTo(lowest - 1);
    }
  }

  @Test
  void storesPrunedBlocksAgain() {
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
      var block = BLOCKS.get(50);
      assertThat(ledger.entry(block).hasData()).isFalse();
      ledger.submit(block);
      assertThat(ledger.entry(block).hasData()).isTrue();
      assertThat(ledger.chainstate().archive().read(ledger.entry(block))).isEqualTo(block);
      assertThat(ledger.height()).isEqualTo(450);
    }
    setup().check(300, 4).open().close();
  }

  /** A file that holds old blocks may hold young ones too, which are not known yet. */
  @Test
  void prunesOnlyAfterAReindexing() throws IOException {
    var blocks = Files.createDirectories(setup().blocksDirectory());
    new BlockFileBuilder()
        .blocks(TREE.genesis())
        .blocks(BLOCKS.subList(0, 100))
        .blocks(BLOCKS.getLast())
        .write(blocks.resolve("blk00000.dat"));
    new BlockFileBuilder().blocks(BLOCKS.subList(100, 449)).write(blocks.resolve("blk00001.dat"));
    try (var ledger = setup().xor(false).prune(1).rebuild(Rebuild.EVERYTHING).open()) {
      assertThat(ledger.reindex().isClean()).isTrue();
      assertThat(ledger.height()).isEqualTo(450);
      assertThat(lowestStored(ledger)).isZero();
    }
  }

  @Test
  void beginsAnewFromWhatIsLeft() {
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
    }
    // The first file is gone, and so is the use of those behind the gap.
    try (var ledger = setup().rebuild(Rebuild.EVERYTHING).open()) {
      assertThat(blockFiles()).isZero();
      ledger.reindex();
      assertThat(ledger.height()).isZero();
      ledger.submit(BLOCKS);
      assertThat(ledger.height()).isEqualTo(450);
    }
  }

  @Test
  void deletesWhatWasLeftWhenItWasKilled() throws IOException {
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
    }
    var left = Files.writeString(setup().blocksDirectory().resolve("blk00000.dat"), "left");
    setup().open().close();
    assertThat(left).doesNotExist();
  }
}
