package cairn.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whoever has started the node how far it has come, in a file or a pipe. */
final class ReadyFile {
  private static final Logger log = LoggerFactory.getLogger(ReadyFile.class);

  private ReadyFile() {}

  /**
   * Adds a line.
   *
   * @param file null if nobody wants to know
   */
  static void tell(@Nullable Path file, String line) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      log.warn("Cannot write to {}: {}", file, e.toString()); // a pipe that nobody reads any more
    }
  }
}
