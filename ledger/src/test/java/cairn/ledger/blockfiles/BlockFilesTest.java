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

import cairn.ledger.StorageException;
import cairn.ledger.codec.BlockUndo;
import cairn.ledger.store.BlockFileInfo;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteWriter;
import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFilesTest {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  @TempDir Path directory;

  private static Bytes encode(BlockUndo undo) {
    var out = new ByteWriter();
    undo.write(out);
    return out.toBytes();
  }

  private static Bytes frame(int length) {
    return new ByteWriter().bytes(MAGIC).int32(length).toBytes();
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  /** The first bytes of a file, as they were before they were obfuscated. */
  private Bytes read(String name, int length) throws IOException {
    var buffer = ByteBuffer.wrap(Files.readAllBytes(path(name)));
    KEY.apply(buffer, 0);
    return Bytes.wrap(buffer.array(), 0, length);
  }

  @Test
  void framesABlockWithTheMagicAndItsLength() throws IOException {
    try (var files = open(directory, FileLimits.NORMAL, List.of())) {
      assertThat(files.writeBlock(block(300), 0, TIME)).isEqualTo(new FilePosition(0, 8));
      assertThat(files.writeBlock(block(90), 1, TIME)).isEqualTo(new FilePosition(0, 316));
      assertThat(read("blk00000.dat", 8 + 300 + 8 + 90))
          .isEqualTo(frame(300).concat(block(300)).concat(frame(90)).concat(block(90)));
      assertThat(path("blk00000.dat")).hasSize(16 * MIB);
      assertThat(files.readBlock(new FilePosition(0, 8))).isEqualTo(block(300));
      assertThat(files.readBlock(new FilePosition(0, 316))).isEqualTo(block(90));
    }
  }

  @Test
  void framesUndoDataWithAChecksumThatCoversTheBlockBefore() throws IOException {
    try (var files = open(directory, FileLimits.NORMAL, List.of())) {
      files.writeBlock(block(100), 1, TIME);
      var first = files.writeUndo(0, 1, PREVIOUS, undo(7));
      var second = files.writeUndo(0, 2, PREVIOUS, undo(70_000));
      var body = encode(undo(7));
      assertThat(first).isEqualTo(new FilePosition(0, 8));
      assertThat(second).isEqualTo(new FilePosition(0, 8 + body.length() + 32 + 8));
      assertThat(read("rev00000.dat", 8 + body.length() + 32))
          .isEqualTo(
              frame(body.length())
                  .concat(body)
                  .concat(Sha256.doubleHash(PREVIOUS.bytes().concat(body))));
      assertThat(path("rev00000.dat")).hasSize(MIB);
      assertThat(files.readUndo(first, PREVIOUS)).isEqualTo(undo(7));
      assertThat(files.readUndo(second, PREVIOUS)).isEqualTo(undo(70_000));
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> files.readUndo(first, new BlockHash(1, 1, 1, 1)))
          .withMessageContaining("its checksum is wrong");
    }
  }

  @Test
  void writesBlocksThatAreLongerThanItsBuffer() {
    try (var files = open(directory, FileLimits.NORMAL, List.of())) {
      var position = files.writeBlock(block(3_999_999), 0, TIME);
      assertThat(files.readBlock(position)).isEqualTo(block(3_999_999));
    }
  }

  @Test
  void goesOnToTheNextFileWhenOneIsFullAndCutsItToItsLength() {
    try (var files = open(directory)) {
      files.writeBlock(block(40_000), 1, TIME);
      files.writeUndo(0, 1, PREVIOUS, undo(1));
      assertThat(path("blk00000.dat")).hasSize(48 * KIB);
      assertThat(files.writeBlock(block(25_519), 2, TIME)).isEqualTo(new FilePosition(0, 40_016));
      assertThat(path("blk00000.dat")).hasSize(64 * KIB);
      assertThat(files.current()).isZero();
      assertThat(files.writeBlock(block(100), 3, TIME)).isEqualTo(new FilePosition(1, 8));
      assertThat(path("blk00000.dat")).hasSize(40_008 + 25_527);
      assertThat(path("blk00001.dat")).hasSize(16 * KIB);
      assertThat(files.current()).isEqualTo(1);
      assertThat(files.infos())
          .containsExactly(
              new BlockFileInfo(2, 65_535, files.infos().get(0).undoSize(), 1, 2, TIME, TIME),
              new BlockFileInfo(1, 108, 0, 3, 3, TIME, TIME));
    }
  }

  @Test
  void givesABlockThatFillsAFileOneOfItsOwn() {
    try (var files = open(directory)) {
      files.writeBlock(block(100), 1, TIME);
      assertThat(files.writeBlock(block(100_000), 2, TIME)).isEqualTo(new FilePosition(1, 8));
      assertThat(files.writeBlock(block(100), 3, TIME)).isEqualTo(new FilePosition(2, 8));
    }
  }

  @Test
  void cutsAnUndoFileWhenItsLastBlockIsConnected() {
    try (var files = open(directory)) {
      files.writeBlock(block(30_000), 1, TIME);
      files.writeBlock(block(30_000), 2, TIME);
      files.writeUndo(0, 1, PREVIOUS, undo(1));
      files.writeBlock(block(30_000), 3, TIME);
      assertThat(path("rev00000.dat")).hasSize(MIB);
      files.writeUndo(0, 2, PREVIOUS, undo(2));
      assertThat(path("rev00000.dat")).hasSize(files.infos().get(0).undoSize());
      files.writeUndo(1, 3, PREVIOUS, undo(3));
      files.writeBlock(block(60_000), 4, TIME);
      assertThat(path("rev00001.dat")).hasSize(files.infos().get(1).undoSize());
    }
  }

  @Test
  void continuesWhereTheIndexSaysThatItWas() {
    List<BlockFileInfo> infos;
    try (var files = open(directory)) {
      files.writeBlock(block(60_000), 1, TIME);
      files.writeBlock(block(30_000), 2, TIME);
      infos = files.infos();
    }
    try (var files = open(directory, FileLimits.FAST_PRUNE, infos)) {
      assertThat(files.writeBlock(block(100), 3, TIME)).isEqualTo(new FilePosition(1, 30_016));
    }
  }

  @Test
  void tellsEachChangeOnce() {
    try (var files = open(directory)) {
      files.writeBlock(block(60_000), 1, TIME);
      files.writeBlock(block(60_000), 2, TIME);
      assertThat(files.takeChanges())
          .isEqualTo(Map.of(0, files.infos().get(0), 1, files.infos().get(1)));
      assertThat(files.takeChanges()).isEmpty();
      files.writeUndo(0, 1, PREVIOUS, undo(1));
      assertThat(files.takeChanges()).isEqualTo(Map.of(0, files.infos().get(0)));
    }
  }

  @Test
  void tellsThatFilesHaveGrown() {
    try (var files = open(directory)) {
      assertThat(files.takeGrown()).isFalse();
      files.writeBlock(block(100), 1, TIME);
      assertThat(files.takeGrown()).isTrue();
      files.writeBlock(block(100), 2, TIME);
      assertThat(files.takeGrown()).isFalse();
      files.writeUndo(0, 1, PREVIOUS, undo(1));
      assertThat(files.takeGrown()).isTrue();
    }
  }

  @Test
  void countsTheBlocksThatAReindexingFinds() {
    List<BlockFileInfo> written;
    try (var files = open(directory)) {
      files.writeBlock(block(30_000), 1, TIME);
      files.writeBlock(block(30_000), 2, TIME + 1);
      files.writeBlock(block(30_000), 3, TIME + 2);
      written = files.infos();
    }
    try (var files = open(directory)) {
      files.adoptBlock(new FilePosition(0, 30_016), 30_000, 2, TIME + 1);
      files.adoptBlock(new FilePosition(0, 8), 30_000, 1, TIME);
      files.adoptBlock(new FilePosition(1, 8), 30_000, 3, TIME + 2);
      assertThat(files.infos()).isEqualTo(written);
      assertThat(files.writeBlock(block(100), 4, TIME)).isEqualTo(new FilePosition(1, 30_016));
    }
  }

  @Test
  void tellsOfFilesInWhichAReindexingFindsNothing() {
    try (var files = open(directory)) {
      files.adoptBlock(new FilePosition(2, 8), 100, 1, TIME);
      assertThat(files.takeChanges())
          .isEqualTo(
              Map.of(
                  0,
                  BlockFileInfo.EMPTY,
                  1,
                  BlockFileInfo.EMPTY,
                  2,
                  new BlockFileInfo(1, 108, 0, 1, 1, TIME, TIME)));
    }
  }

  @Test
  void removesPrunedFiles() {
    try (var files = open(directory)) {
      for (int height = 1; height <= 3; height++) {
        var position = files.writeBlock(block(60_000), height, TIME);
        files.writeUndo(position.file(), height, PREVIOUS, undo(1));
      }
      files.sync();
      files.takeChanges();
      long used = files.usedBytes();
      files.prune(0);
      assertThat(files.takeChanges()).isEqualTo(Map.of(0, BlockFileInfo.EMPTY));
      assertThat(files.usedBytes()).isEqualTo(used * 2 / 3);
      assertThat(path("blk00000.dat")).exists();
      files.deletePruned();
      assertThat(path("blk00000.dat")).doesNotExist();
      assertThat(path("rev00000.dat")).doesNotExist();
      assertThat(path("blk00001.dat")).exists();
      assertThat(path("rev00001.dat")).exists();
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> files.readBlock(new FilePosition(0, 8)))
          .withMessage("There is no file " + path("blk00000.dat") + ".");
      files.deletePruned();
      files.sync();
    }
  }
}
