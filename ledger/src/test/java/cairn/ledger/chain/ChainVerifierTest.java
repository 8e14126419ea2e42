package cairn.ledger.chain;

import static cairn.ledger.BlockTree.coinbase;
import static cairn.ledger.ChainBuilder.ANYONE_WITH_WITNESS;
import static cairn.ledger.ChainBuilder.ANYONE_WITNESS;
import static cairn.ledger.ChainBuilder.anyone;
import static cairn.ledger.ChainBuilder.spend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.BlockTree;
import cairn.ledger.StorageException;
import cairn.ledger.store.FetchedCoins;
import cairn.primitives.Amount;
import cairn.primitives.Block;
import cairn.primitives.Bytes;
import cairn.primitives.OutPoint;
import cairn.primitives.Script;
import cairn.primitives.TxIn;
import cairn.primitives.TxOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainVerifierTest {
  private static final BlockTree TREE = BlockTree.regtest();

  /** A chain in whose last three blocks coins are spent, with a witness in the last. */
  private static final List<Block> BLOCKS = mine();

  @TempDir Path directory;

  private static List<Block> mine() {
    var blocks = new ArrayList<>(TREE.mine(TREE.genesis(), 103));
    var toWitness = new TxOut(new Amount(1_000), ANYONE_WITH_WITNESS);
    var first = spend(coinbase(blocks.get(0)), toWitness, anyone(7));
    blocks.add(TREE.mine(blocks.getLast(), first));
    blocks.add(TREE.mine(blocks.getLast(), spend(coinbase(blocks.get(1)), anyone(9))));
    var from = new OutPoint(first.txid(), 0);
    var input = new TxIn(from, Script.EMPTY, TxIn.SEQUENCE_FINAL, ANYONE_WITNESS);
    blocks.add(TREE.mine(blocks.getLast(), spend(input, anyone(1))));
    return blocks;
  }

  private LedgerSetup setup() {
    return LedgerSetup.in(directory).xor(false);
  }

  @BeforeEach
  void fill() {
    try (var ledger = setup().open()) {
      ledger.submit(BLOCKS);
    }
  }

  /** Changes one byte of a file, as far behind where {@code part} begins. */
  private void flip(String name, Bytes part, int offset) throws IOException {
    var file = setup().blocksDirectory().resolve(name);
    var bytes = Files.readAllBytes(file);
    int at = Bytes.wrap(bytes).indexOf(part, 0);
    assertThat(at).isNotNegative();
    bytes[at + offset] ^= 1;
    Files.write(file, bytes);
  }

  private void assertNoticedFrom(int level) {
    for (int i = 0; i <= 4; i++) {
      var setup = setup().check(3, i);
      if (i < level) {
        setup.open().close();
      } else {
        assertThatExceptionOfType(StorageException.class)
            .as("level %d", i)
            .isThrownBy(() -> setup.open().close())
            .withMessageStartingWith("Corrupted block database detected. ")
            .withMessageContaining("-reindex")
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void findsNothingWrongWithWhatIsSound(int level) {
    for (int blocks : List.of(1, 3, 50, 106, 1_000, 0)) {
      setup().check(blocks, level).open().close();
    }
  }

  @Test
  void noticesAFrameThatHasChanged() throws IOException {
    flip("blk00000.dat", BLOCKS.getLast().serialized(), -1);
    assertNoticedFrom(0);
  }

  @Test
  void noticesAHeaderThatHasChanged() throws IOException {
    flip("blk00000.dat", BLOCKS.getLast().serialized(), 70);
    assertNoticedFrom(0);
  }

  @Test
  void noticesABlockThatCannotBeReadAnyMore() throws IOException {
    flip("blk00000.dat", BLOCKS.getLast().serialized(), 80);
    assertNoticedFrom(0);
  }

  @Test
  void noticesATransactionThatHasChanged() throws IOException {
    var block = BLOCKS.getLast();
    flip("blk00000.dat", block.serialized(), block.totalSize() - 1);
    assertNoticedFrom(1);
  }

  @Test
  void noticesAWitnessThatHasChanged() throws IOException {
    var block = BLOCKS.getLast();
    // The last byte of the witness stands before the four of the lock time.
    flip("blk00000.dat", block.serialized(), block.totalSize() - 5);
    assertNoticedFrom(1);
  }

  @Test
  void doesNotNoticeWhatIsFurtherBack() throws IOException {
    flip("blk00000.dat", BLOCKS.get(BLOCKS.size() - 4).serialized(), 70);
    assertNoticedFrom(5);
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> setup().check(4, 0).open().close());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 12, 44})
  void noticesUndoDataThatHaveChanged(int offset) throws IOException {
    var file = setup().blocksDirectory().resolve("rev00000.dat");
    var bytes = Files.readAllBytes(file);
    int last = Bytes.wrap(bytes).indexOf(BlockFileBuilder.MAGIC, 0);
    for (int next = last;
        next >= 0;
        next = Bytes.wrap(bytes).indexOf(BlockFileBuilder.MAGIC, next + 1)) {
      last = next;
    }
    bytes[last + offset] ^= 1;
    Files.write(file, bytes);
    assertNoticedFrom(2);
  }

  @Test
  void noticesUndoDataThatAreMissing() throws IOException {
    Files.delete(setup().blocksDirectory().resolve("rev00000.dat"));
    assertNoticedFrom(2);
  }

  @Test
  void noticesCoinsThatDoNotBelongToTheBlocks() {
    try (var ledger = setup().open()) {
      var last = BLOCKS.getLast().transactions().getLast();
      ledger.chainstate().coins().spend(new OutPoint(last.txid(), 0), FetchedCoins.NONE);
    }
    assertNoticedFrom(3);
  }
}
