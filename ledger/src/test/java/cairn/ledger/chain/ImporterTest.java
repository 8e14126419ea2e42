package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.chain.BlockFileBuilder.MAGIC;
import static cairn.ledger.chain.BlockFileBuilder.framed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.genesis.Networks;
import cairn.ledger.BlockTree;
import cairn.ledger.ChainBuilder;
import cairn.ledger.ImportProgress;
import cairn.ledger.ImportReport;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.primitives.Block;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Transaction;
import cairn.primitives.Witness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImporterTest {
  private static final int COUNT = 12;

  @TempDir Path directory;

  private final BlockTree tree = BlockTree.regtest();
  private final List<Block> blocks = tree.mine(tree.genesis(), COUNT);
  private final BlockFileBuilder file = new BlockFileBuilder();
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = LedgerSetup.in(directory.resolve("node")).open();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private ImportReport load() {
    return ledger.load(file.write(directory.resolve("blocks.dat")));
  }

  private void assertWhole() {
    assertThat(ledger.tip().hash()).isEqualTo(blocks.getLast().hash());
  }

  /** What is expected of a file in which there is nothing but good blocks. */
  private static ImportReport clean(int imported, int known) {
    return new ImportReport(imported, 0, known, 0, 0, 0, 0, false);
  }

  private static ImportReport skipped(int imported, long bytes) {
    return new ImportReport(imported, 0, 0, 0, 0, 0, bytes, false);
  }

  private static ImportReport refused(int imported, int refused) {
    return new ImportReport(imported, 0, 0, refused, 0, 0, 0, false);
  }

  private static ImportReport unreadable(int imported, int unreadable) {
    return new ImportReport(imported, 0, 0, 0, 0, unreadable, 0, false);
  }

  /** Bytes of which none is the first of the magic, or zero. */
  private static Bytes junk(int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (1 + i % 100);
    }
    return Bytes.wrap(bytes);
  }

  @Test
  void importsBlocksInOrder() {
    file.blocks(tree.genesis()).blocks(blocks);
    assertThat(load()).isEqualTo(clean(COUNT, 1));
    assertWhole();
    assertThat(ledger.takeEvents()).hasSize(COUNT).startsWith("+1").endsWith("+" + COUNT);
  }

  @Test
  void changesNothingTheSecondTime() {
    file.blocks(blocks);
    load();
    var coins = ledger.coins();
    ledger.takeEvents();
    assertThat(load()).isEqualTo(clean(0, COUNT));
    assertThat(ledger.takeEvents()).isEmpty();
    assertThat(ledger.coins()).isEqualTo(coins);
  }

  @Test
  void skipsJunkBetweenBlocks() {
    int length = 0;
    for (var block : blocks) {
      file.bytes(junk(length)).blocks(block);
      length += 7;
    }
    file.bytes(junk(length));
    assertThat(load()).isEqualTo(skipped(COUNT, 7 * COUNT * (COUNT + 1) / 2));
    assertWhole();
  }

  @Test
  void skipsFramesThatHoldNoBlock() {
    var tooLong = new ByteWriter().bytes(MAGIC).uint32(4_000_001).toBytes();
    var noProof = framed(junk(300), 300);
    file.bytes(MAGIC).bytes(tooLong);
    for (var block : blocks) {
      file.blocks(block).bytes(noProof);
    }
    assertThat(load()).isEqualTo(skipped(COUNT, 4 + 8 + 308 * COUNT));
    assertWhole();
  }

  @Test
  void takesZerosAtTheEndForWhatTheyAre() {
    file.blocks(blocks).bytes(Bytes.wrap(new byte[100_000]));
    assertThat(load()).isEqualTo(clean(COUNT, 0));
  }

  @Test
  void findsNothingInAnEmptyFile() {
    assertThat(load()).isEqualTo(clean(0, 0));
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> ledger.load(directory.resolve("missing.dat")))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.MISSING));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void importsWhatIsWholeOfAFileThatIsCutOff(long seed) {
    int whole = new Random(seed).nextInt(COUNT);
    var last = framed(blocks.get(whole));
    int rest = new Random(seed).nextInt(8, last.length());
    file.blocks(blocks.subList(0, whole)).bytes(last.slice(0, rest));
    var report = load();
    assertThat(report.imported()).isEqualTo(whole);
    assertThat(report.cutOff()).isTrue();
    assertThat(report.isClean()).isFalse();
    assertThat(ledger.height()).isEqualTo(whole);
    assertThat(ledger.load(new BlockFileBuilder().blocks(blocks).write(directory.resolve("whole"))))
        .isEqualTo(clean(COUNT - whole, whole));
    assertWhole();
  }

  @Test
  void importsBlocksInReverseOrder() {
    file.blocks(blocks.reversed()).blocks(tree.genesis());
    assertThat(load()).isEqualTo(clean(COUNT, 1));
    assertWhole();
    assertThat(ledger.takeEvents()).hasSize(COUNT).doesNotContain("-1");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void importsBlocksInAnyOrderAndMoreThanOnce(long seed) {
    var random = new Random(seed);
    var shuffled = new ArrayList<>(blocks);
    for (int i = random.nextInt(COUNT); i > 0; i--) {
      shuffled.add(blocks.get(random.nextInt(COUNT)));
    }
    Collections.shuffle(shuffled, random);
    file.blocks(shuffled);
    assertThat(load()).isEqualTo(clean(COUNT, shuffled.size() - COUNT));
    assertWhole();
  }

  @Test
  void followsTheLongestOfSeveralBranches() {
    var shorter = tree.mine(blocks.get(3), COUNT - 5);
    var longer = tree.mine(blocks.get(5), COUNT - 5);
    file.blocks(shorter).blocks(blocks).blocks(longer.reversed());
    assertThat(load()).isEqualTo(clean(COUNT + 2 * (COUNT - 5), 0));
    assertThat(ledger.tip().hash()).isEqualTo(longer.getLast().hash());
  }

  @Test
  void passesOverBlocksOfAnotherNetwork() {
    var genesis = Networks.main().genesis().serialized();
    var frame =
        new ByteWriter().bytes(Networks.main().peers().magic()).uint32(genesis.length()).toBytes();
    file.blocks(blocks.subList(0, 5)).bytes(frame).bytes(genesis).blocks(blocks.subList(5, COUNT));
    var report = load();
    assertThat(report.imported()).isEqualTo(COUNT);
    // The 32 bytes of the previous hash, and 32 more before the coinbase's index, are zeros.
    assertThat(report.skippedBytes()).isBetween(8 + genesis.length() - 72L, 8L + genesis.length());
    assertWhole();
  }

  @Test
  void saysThatBlocksBeforeAreMissing() {
    file.blocks(blocks.subList(0, 4)).blocks(blocks.subList(5, COUNT));
    assertThat(load()).isEqualTo(new ImportReport(4, 0, 0, 0, COUNT - 5, 0, 0, false));
    assertThat(ledger.height()).isEqualTo(4);
  }

  @Test
  void importsBlocksThatARecordSwallowsBecauseItIsSaidToBeTooLong() {
    var first = blocks.getFirst().serialized();
    var second = framed(blocks.get(1));
    var third = framed(blocks.get(2));
    int upToThird = first.length() + second.length();
    // The record ends at a frame, within one, and within a block.
    for (int more : List.of(0, 5, 30)) {
      var all = new BlockFileBuilder();
      all.bytes(framed(first.concat(second).concat(third), upToThird + more));
      all.blocks(blocks.subList(3, COUNT));
      try (var other = LedgerSetup.in(directory.resolve("node" + more)).open()) {
        var report = other.load(all.write(directory.resolve("swallowed.dat")));
        assertThat(report.imported()).isEqualTo(COUNT);
        assertThat(report.unreadable()).isZero();
        assertThat(other.height()).isEqualTo(COUNT);
      }
    }
  }

  @Test
  void countsWhatFollowsABlockWithinItsRecord() {
    var first = blocks.getFirst().serialized();
    file.bytes(framed(first.concat(junk(50)), first.length() + 50)).blocks(blocks);
    assertThat(load()).isEqualTo(new ImportReport(COUNT, 0, 1, 0, 0, 0, 50, false));
    assertWhole();
  }

  @Test
  void losesABlockWhoseRecordIsSaidToBeTooShort() {
    var sixth = blocks.get(5).serialized();
    file.blocks(blocks.subList(0, 5));
    file.bytes(framed(sixth, sixth.length() - 60));
    file.blocks(blocks.subList(6, COUNT));
    var report = load();
    assertThat(report.imported()).isEqualTo(COUNT - 1);
    assertThat(report.unreadable()).isEqualTo(1);
    assertThat(report.skippedBytes()).isBetween(20L, 60L);
    assertThat(ledger.height()).isEqualTo(5);

    var lost = new BlockFileBuilder().blocks(blocks.get(5)).write(directory.resolve("lost"));
    assertThat(ledger.load(lost)).isEqualTo(clean(1, 0));
    assertWhole();
  }

  @Test
  void importsTheGoodCopyOfABlockThatCannotBeRead() {
    var sixth = blocks.get(5).serialized();
    var unreadable = sixth.slice(0, 80).concat(junk(sixth.length() - 80));
    file.blocks(blocks.subList(0, 5));
    file.bytes(framed(unreadable, unreadable.length()));
    file.blocks(blocks.subList(5, COUNT));
    assertThat(load()).isEqualTo(unreadable(COUNT, 1));
    assertWhole();
  }

  /** As a node leaves it that dies while it writes a block, and then writes it anew. */
  @Test
  void importsTheGoodCopyThatABrokenOneSwallows() {
    var sixth = framed(blocks.get(5));
    file.blocks(blocks.subList(0, 5));
    file.bytes(sixth.slice(0, 100)).bytes(sixth).blocks(blocks.subList(6, COUNT));
    var report = load();
    assertThat(report.imported()).isEqualTo(COUNT);
    assertThat(report.unreadable()).isEqualTo(1);
    assertWhole();
  }

  @Test
  void findsBlocksWithinRecordsWithinRecords() {
    var inner = framed(blocks.get(2)).concat(framed(blocks.get(3)));
    var cut = blocks.get(1).serialized().slice(0, 100).concat(inner);
    var outer = blocks.get(0).serialized().slice(0, 90).concat(framed(cut, cut.length()));
    file.bytes(framed(outer, outer.length())).blocks(blocks.subList(4, COUNT));
    file.blocks(blocks.subList(0, 2));
    assertThat(load()).isEqualTo(unreadable(COUNT, 2));
    assertWhole();
  }

  @Test
  void doesNotHoldOtherTransactionsAgainstAHeader() {
    var sixth = blocks.get(5);
    var others = Block.of(sixth.header(), blocks.get(6).transactions());
    file.blocks(blocks.subList(0, 5)).blocks(others).blocks(blocks.subList(5, COUNT));
    assertThat(load()).isEqualTo(refused(COUNT, 1));
    assertThat(ledger.refusalCode(sixth)).isEqualTo("bad-txnmrklroot");
    assertWhole();
  }

  @Test
  void doesNotHoldARepeatedTailAgainstAHeader() {
    var old = tree.mine(blocks.getLast(), 100);
    var first = ChainBuilder.spend(coinbase(blocks.get(0)), ChainBuilder.anyone(1));
    var second = ChainBuilder.spend(coinbase(blocks.get(1)), ChainBuilder.anyone(2));
    var block = tree.mine(old.getLast(), first, second);
    var transactions = new ArrayList<>(block.transactions());
    transactions.add(second);
    file.blocks(blocks).blocks(old).blocks(Block.of(block.header(), transactions)).blocks(block);
    assertThat(load()).isEqualTo(refused(COUNT + 101, 1));
    assertThat(ledger.refusalCode(block)).isEqualTo("bad-txns-duplicate");
    assertThat(ledger.tip().hash()).isEqualTo(block.hash());
  }

  @Test
  void doesNotHoldAnotherWitnessAgainstAHeader() {
    var sixth = blocks.get(5);
    var coinbase = sixth.transactions().getFirst();
    var input = coinbase.inputs().getFirst().with(Witness.of(Bytes.wrap(new byte[31])));
    var others =
        Transaction.of(coinbase.version(), List.of(input), coinbase.outputs(), coinbase.lockTime());
    file.blocks(Block.of(sixth.header(), List.of(others))).blocks(blocks);
    assertThat(load()).isEqualTo(refused(COUNT, 1));
    assertThat(ledger.refusalCode(sixth)).isEqualTo("bad-witness-nonce-size");
    assertWhole();
  }

  @Test
  void refusesABlockThatBreaksARuleByItselfAndThoseThatBuildOnIt() {
    var bad = tree.draft(blocks.getLast());
    var invalid = tree.add(bad.add(bad.mine().transactions().getFirst()));
    file.blocks(blocks).blocks(invalid).blocks(tree.mine(invalid, 3));
    assertThat(load()).isEqualTo(refused(COUNT, 4));
    assertThat(ledger.refusalCode(invalid)).isEqualTo("bad-cb-multiple");
    assertWhole();
    assertThat(load()).isEqualTo(new ImportReport(0, 0, COUNT, 4, 0, 0, 0, false));
  }

  @Test
  void findsABlockInvalidOnceItsTurnHasCome() {
    var invalid = tree.add(tree.draft(blocks.getLast()).coinbaseSats(51_0000_0000L));
    file.blocks(blocks).blocks(invalid).blocks(tree.mine(invalid, 3));
    // The others have been stored by then, as blocks are stored ahead of need.
    assertThat(load()).isEqualTo(new ImportReport(COUNT + 4, 4, 0, 0, 0, 0, 0, false));
    assertThat(ledger.refusalCode(invalid)).isEqualTo("bad-cb-amount");
    assertWhole();
    assertThat(load()).isEqualTo(new ImportReport(0, 0, COUNT, 4, 0, 0, 0, false));
  }

  @Test
  void findsStoredBlocksInvalidWithTheOneThatTheyBuildOn() {
    var invalid = tree.add(tree.draft(blocks.getLast()).coinbaseSats(51_0000_0000L));
    var children = tree.mine(invalid, 3);
    // Nothing can be connected before the first block comes.
    file.bytes(framed(blocks.getFirst().serialized().slice(0, 90), 90));
    file.blocks(blocks.subList(1, COUNT)).blocks(invalid).blocks(children);
    file.blocks(blocks.getFirst());
    assertThat(load()).isEqualTo(new ImportReport(COUNT + 4, 4, 0, 0, 0, 1, 0, false));
    assertWhole();
  }

  @Test
  void refusesBlocksWhoseHeaderBreaksARule() {
    var early = blocks.get(COUNT - 2).header().time() - 6_000_000;
    var invalid = tree.draft(blocks.getLast()).time(early).mine();
    file.blocks(blocks).blocks(invalid);
    assertThat(load()).isEqualTo(refused(COUNT, 1));
    assertWhole();
  }

  @Test
  void goesOnWhereItWasStopped() {
    var stopping = LedgerSetup.in(directory.resolve("stopping")).stopAtHeight(5);
    var path = file.blocks(blocks).write(directory.resolve("blocks.dat"));
    try (var first = stopping.open()) {
      first.load(path);
      assertThat(first.height()).isEqualTo(5);
      assertThat(first.chainstate().isStopping()).isTrue();
    }
    try (var second = stopping.stopAtHeight(0).open()) {
      var report = second.load(path);
      assertThat(report.imported() + report.known()).isEqualTo(COUNT);
      assertThat(report.isClean()).isTrue();
      assertThat(second.height()).isEqualTo(COUNT);
    }
  }

  @Test
  void tellsHowFarItHasCome() {
    file.bytes(junk(1_000)).blocks(blocks).blocks(blocks);
    var path = file.write(directory.resolve("blocks.dat"));
    var shares = new ArrayList<Double>();
    ledger.load(
        path,
        new ImportProgress() {
          @Override
          public void advanced(long done, long total) {
            shares.add((double) done / total);
          }
        });
    assertThat(shares).isSorted().last().isEqualTo(1.0);
  }

  @Test
  void reportsInWords() {
    assertThat(clean(1234, 0)).hasToString("1,234 blocks imported");
    assertThat(new ImportReport(1, 2, 3, 4, 5, 6, 7, true))
        .hasToString(
            "1 blocks imported, 2 found invalid, 3 already known, 4 refused, 5 without a known"
                + " block before them, 6 unreadable, 7 bytes skipped, the last record cut off");
  }
}
