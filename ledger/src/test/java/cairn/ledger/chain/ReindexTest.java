package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.BlockTree;
import cairn.ledger.ChainBuilder;
import cairn.ledger.Coin;
import cairn.ledger.LedgerConfig.Rebuild;
import cairn.primitives.Block;
import cairn.primitives.OutPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReindexTest {
  private static final BlockTree TREE = BlockTree.regtest();
  private static final List<Block> BRANCH = new ArrayList<>();

  /** A chain of 130 blocks with 25 spends, several block files long, and a branch off it. */
  private static final List<Block> BLOCKS = new ArrayList<>();

  @TempDir Path directory;

  @BeforeAll
  static void mine() {
    BLOCKS.addAll(TREE.mine(TREE.genesis(), 104));
    for (int i = 0; i < 26; i++) {
      var transaction = spend(coinbase(BLOCKS.get(i)), anyone(i), ChainBuilder.data(8_000));
      BLOCKS.add(TREE.mine(BLOCKS.getLast(), transaction));
    }
    BRANCH.addAll(TREE.mine(BLOCKS.get(119), 5));
  }

  private LedgerSetup node() {
    return LedgerSetup.in(directory.resolve("node"));
  }

  private LedgerSetup reindexing() {
    return node().rebuild(Rebuild.EVERYTHING);
  }

  /** Fills the node's directory with these blocks, and returns the coins after them. */
  private Map<OutPoint, Coin> fill(LedgerSetup setup, List<Block> blocks) {
    try (var ledger = setup.open()) {
      blocks.forEach(ledger::store);
      ledger.chainstate().activate();
      assertThat(ledger.tip().hash()).isEqualTo(BLOCKS.getLast().hash());
      assertThat(ledger.chainstate().archive().files().current()).isGreaterThan(1);
      return ledger.coins();
    }
  }

  private static List<Block> all() {
    var all = new ArrayList<>(BLOCKS.subList(0, 125));
    all.addAll(BRANCH);
    all.addAll(BLOCKS.subList(125, BLOCKS.size()));
    return all;
  }

  private static void assertWhole(TestLedger ledger, Map<OutPoint, Coin> coins) {
    assertThat(ledger.tip().hash()).isEqualTo(BLOCKS.getLast().hash());
    assertThat(ledger.coins()).isEqualTo(coins);
    assertThat(ledger.ledger().isReindexing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void makesTheSameOfTheSameFiles(boolean xor) {
    var coins = fill(node().xor(xor), all());
    try (var ledger = reindexing().xor(xor).open()) {
      assertThat(ledger.height()).isZero();
      assertThat(ledger.ledger().isReindexing()).isTrue();
      var report = ledger.reindex();
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(report.imported()).isEqualTo(1 + BLOCKS.size() + BRANCH.size());
      assertWhole(ledger, coins);
    }
    try (var ledger = node().xor(xor).check(0, 4).open()) {
      assertWhole(ledger, coins);
    }
  }

  @Test
  void addsNewBlocksBehindThoseThatItFound() {
    fill(node(), BLOCKS);
    var more = TREE.mine(BLOCKS.getLast(), 3);
    try (var ledger = reindexing().open()) {
      ledger.reindex();
      ledger.submit(more);
    }
    try (var ledger = reindexing().open()) {
      var report = ledger.reindex();
      assertThat(report.isClean()).as("%s", report).isTrue();
      assertThat(ledger.tip().hash()).isEqualTo(more.getLast().hash());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void putsInOrderWhatCameOutOfOrder(long seed) throws IOException {
    var coins = fill(node(), BLOCKS);
    // A node whose headers are known already stores blocks in whatever order they come.
    var shuffled = new ArrayList<>(BLOCKS);
    Collections.shuffle(shuffled, new Random(seed));
    var files = new ArrayList<BlockFileBuilder>();
    for (int i = 0; i < 3; i++) {
      files.add(new BlockFileBuilder());
    }
    files.get(2).blocks(TREE.genesis());
    for (int i = 0; i < shuffled.size(); i++) {
      files.get(i % 3).blocks(shuffled.get(i));
    }
    var other = LedgerSetup.in(directory.resolve("other")).xor(false);
    var blocks = Files.createDirectories(other.blocksDirectory());
    for (int i = 0; i < 3; i++) {
      files.get(i).write(blocks.resolve("blk%05d.dat".formatted(i)));
    }
    try (var ledger = other.rebuild(Rebuild.EVERYTHING).open()) {
      assertThat(ledger.reindex().isClean()).isTrue();
      assertWhole(ledger, coins);
    }
  }

  @Test
  void doesWithoutAGenesisBlockInTheFiles() throws IOException {
    var coins = fill(node(), BLOCKS);
    var other = LedgerSetup.in(directory.resolve("other")).xor(false);
    var blocks = Files.createDirectories(other.blocksDirectory());
    new BlockFileBuilder().blocks(BLOCKS).write(blocks.resolve("blk00000.dat"));
    try (var ledger = other.rebuild(Rebuild.EVERYTHING).open()) {
      assertThat(ledger.reindex().isClean()).isTrue();
      assertWhole(ledger, coins);
    }
    try (var ledger = other.rebuild(Rebuild.NOTHING).open()) {
      assertWhole(ledger, coins);
    }
  }

  @Test
  void goesNoFurtherThanTheFirstFileThatIsMissing() throws IOException {
    fill(node(), BLOCKS);
    Files.delete(node().blocksDirectory().resolve("blk00001.dat"));
    try (var ledger = reindexing().open()) {
      ledger.reindex();
      assertThat(ledger.height()).isPositive().isLessThan(BLOCKS.size());
      ledger.submit(BLOCKS);
      assertThat(ledger.height()).isEqualTo(BLOCKS.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 103, 120, 129})
  void goesOnWhereItWasStopped(int height) {
    var coins = fill(node(), all());
    try (var ledger = reindexing().stopAtHeight(height).open()) {
      ledger.reindex();
      assertThat(ledger.height()).isEqualTo(height);
      assertThat(ledger.ledger().isReindexing()).isTrue();
    }
    try (var ledger = node().open()) {
      assertThat(ledger.height()).isEqualTo(height);
      assertThat(ledger.ledger().isReindexing()).isTrue();
      var report = ledger.reindex();
      assertThat(report.isClean()).isTrue();
      assertThat(report.known()).isGreaterThanOrEqualTo(height);
      assertWhole(ledger, coins);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 60, 125})
  void goesOnWhereItWasKilled(int height) {
    var coins = fill(node(), all());
    try (var ledger = reindexing().open()) {
      ledger.killAfter(height);
      assertThatExceptionOfType(TestLedger.Killed.class).isThrownBy(ledger::reindex);
    }
    try (var ledger = node().open()) {
      assertThat(ledger.ledger().isReindexing()).isTrue();
      assertThat(ledger.reindex().isClean()).isTrue();
      assertWhole(ledger, coins);
    }
  }

  @Test
  void beginsAnewWhenAskedAgainOnTheWay() {
    var coins = fill(node(), all());
    for (int height : List.of(20, 110)) {
      try (var ledger = reindexing().stopAtHeight(height).open()) {
        assertThat(ledger.height()).isZero();
        ledger.reindex();
      }
    }
    try (var ledger = reindexing().open()) {
      ledger.reindex();
      assertWhole(ledger, coins);
    }
  }

  @Test
  void makesTheCoinsAnewFromStoredBlocks() {
    var coins = fill(node(), all());
    try (var ledger = node().rebuild(Rebuild.CHAINSTATE).open()) {
      assertThat(ledger.height()).isZero();
      assertThat(ledger.ledger().isReindexing()).isFalse();
      ledger.chainstate().activate();
      assertWhole(ledger, coins);
    }
    try (var ledger = node().check(0, 4).open()) {
      assertWhole(ledger, coins);
    }
  }

  @Test
  void makesTheCoinsAnewInSeveralGoes() {
    var coins = fill(node(), all());
    try (var ledger = node().rebuild(Rebuild.CHAINSTATE).stopAtHeight(70).open()) {
      ledger.chainstate().activate();
      assertThat(ledger.height()).isEqualTo(70);
    }
    try (var ledger = node().open()) {
      assertThat(ledger.height()).isEqualTo(70);
      ledger.chainstate().activate();
      assertWhole(ledger, coins);
    }
  }

  @Test
  void findsWhatIsLeftOfAFileThatIsDamaged() throws IOException {
    var coins = fill(node().xor(false), BLOCKS);
    var file = node().blocksDirectory().resolve("blk00000.dat");
    var bytes = Files.readAllBytes(file);
    bytes[20_000] ^= 1;
    Files.write(file, bytes);
    try (var ledger = reindexing().xor(false).open()) {
      var report = ledger.reindex();
      assertThat(report.isClean()).isFalse();
      assertThat(report.imported()).isEqualTo(BLOCKS.size());
      assertThat(ledger.height()).isLessThan(104);
      ledger.submit(BLOCKS);
      assertWhole(ledger, coins);
    }
  }
}
