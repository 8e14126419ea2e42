package cairn.node;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.p2p.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells other programs which process this is, as long as it runs. */
record PidFile(@Nullable Path path) implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PidFile.class);

  /**
   * Writes the file, over an old one.
   *
   * @param path null for none
   * @throws StorageException if that is not possible
   */
  static PidFile write(@Nullable Path path) {
    try {
      if (path != null) {
        Files.writeString(path, ProcessHandle.current().pid() + "\n");
      }
      return new PidFile(path);
    } catch (IOException e) {
      throw new StorageException(
          Problem.IO,
          "Unable to create the PID file '%s': %s".formatted(path, FileFailure.text(e)),
          e);
    }
  }

  @Override
  public void close() {
    try {
      if (path != null) {
        Files.delete(path);
      }
    } catch (IOException e) {
      log.warn("Unable to remove PID file ({}): {}", path, e.toString());
    }
  }
}
