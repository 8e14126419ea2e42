package cairn.ledger.blockfiles;

import static cairn.ledger.blockfiles.SmallFiles.KEY;
import static cairn.ledger.blockfiles.SmallFiles.MAGIC;
import static cairn.ledger.blockfiles.SmallFiles.PREVIOUS;
import static cairn.ledger.blockfiles.SmallFiles.TIME;
import static cairn.ledger.blockfiles.SmallFiles.block;
import static cairn.ledger.blockfiles.SmallFiles.open;
import static cairn.ledger.blockfiles.SmallFiles.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cairn.ledger.ChainBuilder;
import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.ledger.store.BlockFileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are lost, damaged or torn, and disks that are full. */
class DamagedBlockFilesTest {
  @TempDir Path directory;

  private Path path(String name) {
    return directory.resolve(name);
  }

  private static StorageException expectFailure(Problem problem, Runnable action) {
    var thrown = new StorageException[1];
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(action::run)
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem))
        .satisfies(e -> thrown[0] = e);
    return thrown[0];
  }

  @Test
  void missesFilesThatAreMovedAwayWhileItIsOpen() throws IOException {
    try (var files = open(directory)) {
      var block = files.writeBlock(block(300), 1, TIME);
      var undo = files.writeUndo(0, 1, PREVIOUS, undo(1));
      Files.move(path("blk00000.dat"), path("moved"));
      Files.delete(path("rev00000.dat"));
      expectFailure(Problem.MISSING, () -> files.readBlock(block));
      expectFailure(Problem.MISSING, () -> files.readUndo(undo, PREVIOUS));
      Files.move(path("moved"), path("blk00000.dat"));
      assertThat(files.readBlock(block)).isEqualTo(block(300));
    }
  }

  @Test
  void readsTheBlockThatItIsAskedForAndNoOther() throws IOException {
    var chain = ChainBuilder.regtest().mine(2);
    try (var files = open(directory)) {
      var first = files.writeBlock(chain.block(1).serialized(), 1, TIME);
      var second = files.writeBlock(chain.block(2).serialized().concat(block(9)), 2, TIME);
      assertThat(files.readBlock(first, chain.block(1).hash())).isEqualTo(chain.block(1));
      assertThat(files.readBlock(second, chain.block(2).hash())).isEqualTo(chain.block(2));
      var failure =
          expectFailure(Problem.DAMAGED, () -> files.readBlock(first, chain.block(2).hash()));
      assertThat(failure)
          .hasMessageContaining("it is " + chain.block(1) + " instead of " + chain.block(2))
          .hasMessageContaining("Start with -reindex");
    }
  }

  @Test
  void noticesWhicheverByteOfAnUndoRecordIsDamaged() throws IOException {
    try (var files = open(directory)) {
      files.writeBlock(block(300), 1, TIME);
      var position = files.writeUndo(0, 1, PREVIOUS, undo(12_345));
      var good = Files.readAllBytes(path("rev00000.dat"));
      for (int at = 0; at < files.infos().get(0).undoSize(); at++) {
        var bad = good.clone();
        bad[at] ^= 0x10;
        Files.write(path("rev00000.dat"), bad);
        expectFailure(Problem.DAMAGED, () -> files.readUndo(position, PREVIOUS));
      }
      Files.write(path("rev00000.dat"), good);
      assertThat(files.readUndo(position, PREVIOUS)).isEqualTo(undo(12_345));
    }
  }

  @Test
  void noticesThatABlockCannotBeginThere() {
    try (var files = open(directory)) {
      files.writeBlock(block(300), 1, TIME);
      for (long offset : new long[] {0, 7, 9, 100_000, 0xffff_ffffL}) {
        expectFailure(Problem.DAMAGED, () -> files.readBlock(new FilePosition(0, offset)));
      }
    }
  }

  @Test
  void noticesThatAFileIsCutOff() throws IOException {
    try (var files = open(directory)) {
      var position = files.writeBlock(block(300), 1, TIME);
      var good = Files.readAllBytes(path("blk00000.dat"));
      for (int length = 0; length < 308; length++) {
        Files.write(path("blk00000.dat"), Arrays.copyOf(good, length));
        expectFailure(Problem.DAMAGED, () -> files.readBlock(position));
      }
    }
  }

  /**
   * A crash leaves some part of what was written since the index was; the index does not name it.
   */
  @Test
  void writesOverWhateverACrashLeaves() throws IOException {
    List<BlockFileInfo> indexed;
    try (var files = open(directory)) {
      files.writeBlock(block(300), 1, TIME);
      files.writeUndo(0, 1, PREVIOUS, undo(1));
      files.sync();
      indexed = files.infos();
      files.writeBlock(block(200), 2, TIME);
      files.writeUndo(0, 2, PREVIOUS, undo(2));
    }
    var blocks = Files.readAllBytes(path("blk00000.dat"));
    var undos = Files.readAllBytes(path("rev00000.dat"));
    for (int torn = 0; torn <= 208; torn++) {
      tear("blk00000.dat", blocks, (int) indexed.get(0).size() + torn);
      tear("rev00000.dat", undos, (int) indexed.get(0).undoSize() + torn);
      try (var files = open(directory, FileLimits.FAST_PRUNE, indexed)) {
        var block = files.writeBlock(block(150), 2, TIME);
        var undo = files.writeUndo(0, 2, PREVIOUS, undo(3));
        assertThat(files.readBlock(new FilePosition(0, 8))).isEqualTo(block(300));
        assertThat(files.readUndo(new FilePosition(0, 8), PREVIOUS)).isEqualTo(undo(1));
        assertThat(files.readBlock(block)).isEqualTo(block(150));
        assertThat(files.readUndo(undo, PREVIOUS)).isEqualTo(undo(3));
      }
    }
  }

  private void tear(String name, byte[] contents, int length) throws IOException {
    Files.write(path(name), Arrays.copyOf(contents, length));
  }

  @Test
  void stopsBeforeTheDiskIsFull() throws IOException {
    long[] usable = {FileSequence.SPARE_BYTES + (16 << 20)};
    try (var files =
        new BlockFiles(directory, MAGIC, KEY, FileLimits.NORMAL, List.of(), () -> usable[0])) {
      files.writeBlock(block(300), 1, TIME);
      usable[0] = FileSequence.SPARE_BYTES + (1 << 20) - 1;
      var failure =
          expectFailure(Problem.DISK_FULL, () -> files.writeUndo(0, 1, PREVIOUS, undo(1)));
      assertThat(failure).hasMessageStartingWith("Disk space is too low!");
      assertThat(files.infos().get(0).undoSize()).isZero();
      usable[0] = Long.MAX_VALUE;
      files.writeUndo(0, 1, PREVIOUS, undo(1));
      files.sync();
    }
  }

  @Test
  void saysThatTheDiskIsFullWhenAWriteFailsForThat() throws IOException {
    var full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no device that is always full");
    var link = Files.createSymbolicLink(path("blk00000.dat"), full);
    try (var files = open(directory)) {
      expectFailure(Problem.DISK_FULL, () -> files.writeBlock(block(300), 1, TIME));
      assertThat(files.infos()).isEmpty();
      assertThat(files.takeChanges()).isEmpty();
    }
    Files.delete(link);
  }

  @Test
  void scansFilesThatCannotBeWrittenTo() throws IOException {
    var chain = ChainBuilder.regtest().mine(3);
    try (var files = open(directory)) {
      chain.blocks().forEach(block -> files.writeBlock(block.serialized(), 0, TIME));
    }
    assumeTrue(path("blk00000.dat").toFile().setReadOnly(), "files cannot be made read-only");
    try (var files = open(directory);
        var scanner = files.scan(0)) {
      for (var block : chain.blocks()) {
        var found = Objects.requireNonNull(scanner.next());
        assertThat(scanner.read(found.offset(), found.length())).isEqualTo(block.serialized());
        assertThat(files.readBlock(new FilePosition(0, found.offset()), block.hash()))
            .isEqualTo(block);
      }
      assertThat(scanner.next()).isNull();
    }
  }
}
