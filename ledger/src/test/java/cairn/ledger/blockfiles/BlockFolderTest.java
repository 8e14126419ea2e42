package cairn.ledger.blockfiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockFolderTest {
  @TempDir Path directory;

  private void make(String... names) throws IOException {
    for (var name : names) {
      Files.createFile(directory.resolve(name));
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void countsBlockFilesUpToTheFirstGap() throws IOException {
    assertThat(BlockFolder.count(directory)).isZero();
    make("blk00000.dat", "blk00001.dat", "blk00003.dat");
    assertThat(BlockFolder.count(directory)).isEqualTo(2);
  }

  @Test
  void removesWhatAReindexingWillNotUse() throws IOException {
    make("blk00000.dat", "blk00001.dat", "blk00003.dat", "blk00004.dat", "blk0.dat");
    make("rev00000.dat", "rev00001.dat", "rev00009.dat", "xor.dat", ".lock");
    Files.createDirectory(directory.resolve("rev00002.dat"));
    BlockFolder.deleteUnusable(directory);
    assertThat(names())
        .containsExactly(
            ".lock", "blk0.dat", "blk00000.dat", "blk00001.dat", "rev00002.dat", "xor.dat");
  }

  @Test
  void removesAllBlockFilesWhereTheFirstIsMissing() throws IOException {
    make("blk00001.dat", "blk00002.dat", "rev00001.dat");
    BlockFolder.deleteUnusable(directory);
    assertThat(names()).isEmpty();
  }
}
