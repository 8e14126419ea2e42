package cairn.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cairn.ledger.StorageException.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StorageExceptionTest {
  private static final Path FILE = Path.of("blk00000.dat");

  @Test
  void saysThatTheDiskIsFull() {
    var thrown = StorageException.of(new IOException("No space left on device"), "write", FILE);
    assertThat(thrown.problem()).isEqualTo(Problem.DISK_FULL);
    assertThat(thrown)
        .hasMessage(
            "Disk space is too low! Make room on the disk that holds blk00000.dat and start"
                + " again.");
  }

  @Test
  void saysThatAFileIsMissing() {
    var thrown = StorageException.of(new NoSuchFileException("x"), "read", FILE);
    assertThat(thrown.problem()).isEqualTo(Problem.MISSING);
    assertThat(thrown).hasMessage("There is no file blk00000.dat.");
  }

  @Test
  void repeatsWhatTheSystemSays() {
    assertThat(StorageException.of(new IOException("Input/output error"), "read", FILE))
        .hasMessage("Cannot read blk00000.dat: Input/output error.");
    assertThat(StorageException.of(new FileSystemException("x", "y", "Too odd"), "read", FILE))
        .hasMessage("Cannot read blk00000.dat: Too odd.");
    assertThat(StorageException.of(new AccessDeniedException("x"), "read", FILE))
        .hasMessage("Cannot read blk00000.dat: permission denied.");
    assertThat(StorageException.of(new IOException(), "read", FILE))
        .hasMessage("Cannot read blk00000.dat: IOException.");
  }
}
