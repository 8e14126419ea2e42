package cairn.p2p.files;

import cairn.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A file that is there whole, as it was or as it is to be, whenever the machine stops. */
public final class AtomicFile {
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");

  private AtomicFile() {}

  /** Puts {@code content} in the place of {@code file}, which need not be there. */
  public static void write(Path file, Bytes content) throws IOException {
    var written = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (var channel =
          FileChannel.open(
              written,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var buffer =
            ByteBuffer.wrap(content.backingArray(), content.backingOffset(), content.length());
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(written);
      throw e;
    }
    syncDirectory(file);
  }

  /** Makes it last that {@code file} was renamed; Windows has no such call. */
  private static void syncDirectory(Path file) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    if (directory != null && !WINDOWS) {
      try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
