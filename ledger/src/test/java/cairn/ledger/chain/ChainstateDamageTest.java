package cairn.ledger.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chainstate whose work breaks off, or whose files are not as it left them. */
class ChainstateDamageTest extends ChainstateAtWork {
  @Test
  void storesNothingMoreAfterAChangeHasBrokenOff() {
    ledger.submit(TRUNK.subList(0, 50));
    var coins = ledger.coins();
    ledger.killAfter(0);
    assertThatExceptionOfType(TestLedger.Killed.class)
        .isThrownBy(() -> ledger.submit(TRUNK.subList(50, 60)));
    assertThatIllegalStateException().isThrownBy(() -> chainstate().flush());
    reopen(setup().check(0, 4));
    assertTip(TRUNK.get(49));
    assertThat(ledger.coins()).isEqualTo(coins);
    ledger.submit(TRUNK);
    assertTip(TRUNK.getLast());
  }

  /** As where the disk is full. */
  @Test
  void goesOnFromWhatWasStoredWhereUndoDataCannotBeWritten() throws IOException {
    ledger.submit(TRUNK.subList(0, 50));
    chainstate().flush();
    var undo = setup().blocksDirectory().resolve("rev00000.dat");
    var aside = directory.resolve("aside");
    ledger.close();
    Files.move(undo, aside);
    Files.createDirectory(undo);
    ledger = setup().check(1, 0).open();
    TRUNK.subList(50, 60).forEach(ledger::store);
    assertThatExceptionOfType(StorageException.class).isThrownBy(() -> chainstate().activate());
    ledger.close();

    Files.delete(undo);
    Files.move(aside, undo);
    ledger = setup().check(0, 4).open();
    assertTip(TRUNK.get(49));
    ledger.submit(TRUNK);
    assertTip(TRUNK.getLast());
    reopen(setup().check(0, 4));
  }

  @Test
  void saysThatAStoredBlockHasChangedInsteadOfCondemningIt() throws IOException {
    var plain = LedgerSetup.in(directory.resolve("plain")).xor(false);
    reopen(plain);
    var block = TREE.mine(TRUNK.getLast(), payment(TRUNK.getFirst()));
    ledger.submit(TRUNK);
    ledger.store(block);
    ledger.close();
    // The lock time, and the coinbase's witness: the latter is not part of the Merkle root.
    int witness = block.serialized().indexOf(Bytes.wrap(new byte[32]), 130);
    for (int at : List.of(block.totalSize() - 1, witness)) {
      var file = plain.blocksDirectory().resolve("blk00000.dat");
      var bytes = Files.readAllBytes(file);
      int changed = Bytes.wrap(bytes).indexOf(block.serialized(), 0) + at;
      bytes[changed] ^= 1;
      Files.write(file, bytes);
      ledger = plain.open();
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> chainstate().activate())
          .withMessageContaining("has changed")
          .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.DAMAGED));
      assertTip(TRUNK.getLast());
      assertThat(ledger.entry(block).isFailed()).isFalse();
      ledger.close();
      bytes[changed] ^= 1;
      Files.write(file, bytes);
    }
    ledger = plain.open();
    chainstate().activate();
    assertTip(block);
  }
}
