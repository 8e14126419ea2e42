package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.genesis.NetworkOptions;
import cairn.genesis.Networks;
import cairn.ledger.BlockTree;
import cairn.ledger.ChainBuilder;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.blockfiles.XorKey;
import cairn.ledger.store.NewerFormat;
import cairn.primitives.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenLedgerTest {
  private static final BlockTree TREE = BlockTree.regtest();
  private static final List<Block> BLOCKS = TREE.mine(TREE.genesis(), 20);

  @TempDir Path directory;

  private LedgerSetup node() {
    return LedgerSetup.in(directory.resolve("node"));
  }

  private void fill(LedgerSetup setup, List<Block> blocks) {
    try (var ledger = setup.open()) {
      ledger.submit(blocks);
    }
  }

  private static void expectFailure(LedgerSetup setup, Problem problem, String... parts) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> setup.open().close())
        .withMessageContainingAll(parts)
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      Files.createDirectories(to);
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void clear(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void beginsWithTheGenesisBlock() {
    try (var ledger = node().open()) {
      assertThat(ledger.tip().hash()).isEqualTo(TREE.genesis().hash());
      assertThat(ledger.tip().hasData()).isTrue();
      assertThat(ledger.coins()).isEmpty();
    }
    try (var ledger = node().open()) {
      assertThat(ledger.chainstate().archive().read(ledger.tip())).isEqualTo(TREE.genesis());
    }
  }

  @Test
  void goesOnWhereItWasClosed() {
    fill(node(), BLOCKS.subList(0, 10));
    try (var ledger = node().open()) {
      assertThat(ledger.height()).isEqualTo(10);
      assertThat(ledger.takeEvents()).isEmpty();
      ledger.submit(BLOCKS);
      assertThat(ledger.takeEvents()).startsWith("+11").endsWith("+20").hasSize(10);
    }
  }

  @Test
  void refusesATipThatIsAheadOfTheClock() {
    fill(node(), BLOCKS.subList(0, 3));
    var limit = Instant.ofEpochSecond(BLOCKS.get(2).header().time()).minus(Duration.ofHours(2));
    expectFailure(node().now(limit.minusSeconds(1)), Problem.REBUILD, "from the future");
    try (var ledger = node().now(limit).open()) {
      assertThat(ledger.height()).isEqualTo(3);
    }
  }

  @Test
  void followsWhatWasStoredAndNotConnected() {
    try (var ledger = node().open()) {
      BLOCKS.forEach(ledger::store);
      assertThat(ledger.height()).isZero();
    }
    try (var ledger = node().open()) {
      assertThat(ledger.height()).isZero();
      ledger.chainstate().activate();
      assertThat(ledger.height()).isEqualTo(20);
    }
  }

  @Test
  void mayBeClosedTwice() {
    var ledger = node().open();
    ledger.submit(BLOCKS);
    ledger.close();
    ledger.close();
  }

  @Test
  void isOpenedByOneOnly() {
    try (var _ = node().open()) {
      expectFailure(node(), Problem.LOCKED, "in use");
    }
    node().open().close();
  }

  @Test
  void isOfOneNetwork() {
    fill(node(), BLOCKS);
    expectFailure(
        node().network(Networks.testnet4()),
        Problem.OTHER_NETWORK,
        "belongs to another network",
        "-datadir");
    node().open().close();
  }

  @Test
  void doesNotTakeTheCoinsOfAnotherNetwork() throws IOException {
    fill(node(), BLOCKS);
    var other = LedgerSetup.in(directory.resolve("other")).network(Networks.testnet4());
    other.open().close();
    var coins = directory.resolve("node/chainstate");
    clear(coins);
    copy(directory.resolve("other/chainstate"), coins);
    expectFailure(node(), Problem.OTHER_NETWORK, "chainstate", "belongs to another network");
  }

  @Test
  void doesNotTakeCoinsThatTheIndexDoesNotKnow() throws IOException {
    var fewer = LedgerSetup.in(directory.resolve("fewer"));
    fill(fewer, BLOCKS.subList(0, 5));
    fill(node(), BLOCKS);
    var coins = directory.resolve("fewer/chainstate");
    clear(coins);
    copy(directory.resolve("node/chainstate"), coins);
    expectFailure(fewer, Problem.DAMAGED, "does not know", "-reindex");
  }

  /** They are those after a block that is known, so what came after it is connected again. */
  @Test
  void takesCoinsThatAreOlderThanTheIndex() throws IOException {
    fill(node(), BLOCKS.subList(0, 5));
    var coins = directory.resolve("node/chainstate");
    copy(coins, directory.resolve("older"));
    fill(node(), BLOCKS);
    clear(coins);
    copy(directory.resolve("older"), coins);
    try (var ledger = node().check(0, 4).open()) {
      assertThat(ledger.height()).isEqualTo(5);
      ledger.chainstate().activate();
      assertThat(ledger.height()).isEqualTo(20);
    }
    node().check(0, 4).open().close();
  }

  @Test
  void saysWhichBlockFileIsMissing() throws IOException {
    fill(node(), BLOCKS);
    var file = node().blocksDirectory().resolve("blk00000.dat");
    Files.delete(file);
    expectFailure(node(), Problem.DAMAGED, file.toString(), "missing", "-reindex");
  }

  @Test
  void doesNotReadWhatALaterVersionWrote() {
    fill(node(), BLOCKS);
    NewerFormat.pretend(node().blocksDirectory().resolve("index"));
    expectFailure(node(), Problem.NEWER_FORMAT, "header index", "later version of Cairn");
    NewerFormat.pretend(directory.resolve("node/chainstate"));
    expectFailure(node(), Problem.NEWER_FORMAT, "later version of Cairn");
  }

  @Test
  void doesNotTurnOffTheKeyOfFilesThatHaveOne() {
    fill(node(), BLOCKS);
    expectFailure(node().xor(false), Problem.OPTION, "can not be disabled");
  }

  @Test
  void cannotReadFilesWhoseKeyIsLost() throws IOException {
    fill(node(), BLOCKS);
    var key = node().blocksDirectory().resolve(XorKey.FILE_NAME);
    var bytes = Files.readAllBytes(key);
    bytes[0] ^= 1;
    Files.write(key, bytes);
    expectFailure(node(), Problem.DAMAGED, "Corrupted block database detected.");
  }

  /** As with -testactivationheight. */
  @Test
  void asksForWitnessesWhereSegwitComesEarlierThanBefore() throws Exception {
    var late = NetworkOptions.testActivationHeights(Networks.regtest(), List.of("segwit@15"));
    var chain = new ChainBuilder(late).mine(16);
    fill(node().network(late), chain.blocks().subList(1, 17));
    expectFailure(
        node(),
        Problem.REBUILD,
        "Witness data for blocks after height 0 requires validation. Please restart with"
            + " -reindex.");
    node().network(late).open().close();
  }

  @Test
  void letsGoOfAllWhenItCannotBeOpened() throws IOException {
    fill(node(), BLOCKS);
    var file = node().blocksDirectory().resolve("blk00000.dat");
    var bytes = Files.readAllBytes(file);
    var damaged = bytes.clone();
    Arrays.fill(damaged, (byte) 7);
    Files.write(file, damaged);
    expectFailure(node(), Problem.DAMAGED, "Corrupted block database detected.");
    Files.write(file, bytes);
    try (var ledger = node().open()) {
      assertThat(ledger.height()).isEqualTo(20);
    }
  }

  /** A crash may come before what was added to the files is in the index. */
  @Test
  void overwritesWhatTheIndexDoesNotKnow() {
    fill(node(), BLOCKS.subList(0, 10));
    try (var ledger = node().open()) {
      ledger.killAfter(5);
      assertThatExceptionOfType(TestLedger.Killed.class).isThrownBy(() -> ledger.submit(BLOCKS));
    }
    var branch = TREE.mine(BLOCKS.get(9), 15);
    try (var ledger = node().check(0, 4).open()) {
      assertThat(ledger.height()).isEqualTo(10);
      ledger.submit(branch);
      ledger.submit(BLOCKS);
      assertThat(ledger.height()).isEqualTo(25);
    }
    try (var ledger = node().check(0, 4).open()) {
      assertThat(ledger.height()).isEqualTo(25);
      for (var block : branch) {
        assertThat(ledger.chainstate().archive().read(ledger.entry(block))).isEqualTo(block);
      }
    }
  }

  @Test
  void endsCheckingEarlyWhenItIsTold() {
    fill(node(), BLOCKS);
    int[] asked = {0};
    try (var ledger =
        OpenLedger.open(node().check(0, 4).config(), ChainListener.NONE, () -> ++asked[0] > 3)) {
      assertThat(ledger.chainstate().chain().height()).isEqualTo(20);
    }
    assertThat(asked[0]).isLessThan(8);
  }
}
