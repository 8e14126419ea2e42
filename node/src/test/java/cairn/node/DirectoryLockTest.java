package cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @TempDir Path directory;

  /** Another process, which tries to lock the directory it is given, and says what came of it. */
  static final class Other {
    private Other() {}

    static void main(String[] arguments) {
      try (var _ = DirectoryLock.acquire(Path.of(arguments[0]))) {
        System.out.print("locked");
      } catch (StorageException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  private String tryInAnotherProcess() throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String refusal() {
    return "Cannot obtain a lock on directory "
        + directory
        + ". Cairn is probably already running.";
  }

  private void expectInUse(Path path) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> DirectoryLock.acquire(path))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.LOCKED));
  }

  @Test
  void keepsOutASecondNodeInTheSameProcess() throws IOException {
    try (var _ = DirectoryLock.acquire(directory)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> DirectoryLock.acquire(directory))
          .withMessage(refusal());
      expectInUse(directory.resolve("."));
      var link = Files.createSymbolicLink(directory.resolve("link"), directory);
      expectInUse(link);
    }
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void keepsOutOtherProcessesEvenAfterThisOneTriedTwice() throws IOException {
    try (var _ = DirectoryLock.acquire(directory)) {
      expectInUse(directory);
      assertThat(tryInAnotherProcess()).isEqualTo(refusal());
    }
    assertThat(tryInAnotherProcess()).isEqualTo("locked");
  }

  @Test
  void isGivenUpOnce() {
    var first = DirectoryLock.acquire(directory);
    first.close();
    try (var _ = DirectoryLock.acquire(directory)) {
      first.close();
      expectInUse(directory);
    }
  }

  @Test
  void keepsOutNodesWhileItIsRead() throws IOException {
    try (var _ = DirectoryLock.acquireToRead(directory)) {
      expectInUse(directory);
      assertThat(tryInAnotherProcess()).isEqualTo(refusal());
    }
    try (var _ = DirectoryLock.acquire(directory)) {
      assertThatExceptionOfType(StorageException.class)
          .isThrownBy(() -> DirectoryLock.acquireToRead(directory))
          .withMessage(refusal());
    }
    assertThat(tryInAnotherProcess()).isEqualTo("locked");
  }

  /** A link to nowhere stands for a directory that cannot be written to: root can write to any. */
  @Test
  void isReadWhereThereCanBeNoLock() throws IOException {
    Files.createSymbolicLink(directory.resolve(".lock"), directory.resolve("no/such/file"));
    DirectoryLock.acquireToRead(directory).close();
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> DirectoryLock.acquire(directory))
        .withMessageStartingWith("Cannot write to directory ");
  }

  @Test
  void saysThatItCannotWrite() {
    var missing = directory.resolve("missing");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> DirectoryLock.acquire(missing))
        .withMessage("Cannot write to directory '" + missing + "'; check permissions.");
  }
}
