package cairn.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksLibraryTest {
  @TempDir Path cache;

  private static List<Path> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void isUnpackedOnce() throws IOException {
    var directory = RocksLibrary.unpackedInto(cache);
    assertThat(directory.getParent()).isEqualTo(cache);
    assertThat(files(directory)).hasSize(1);
    var library = files(directory).getFirst();
    var longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(library, longAgo);
    assertThat(RocksLibrary.unpackedInto(cache)).isEqualTo(directory);
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(longAgo);
  }

  @Test
  void isUnpackedAgainWhereTheFileIsCutOff() throws IOException {
    var directory = RocksLibrary.unpackedInto(cache);
    var library = files(directory).getFirst();
    long size = Files.size(library);
    Files.write(library, new byte[100]);
    RocksLibrary.unpackedInto(cache);
    assertThat(files(directory)).containsExactly(library);
    assertThat(library).hasSize(size);
  }
}
