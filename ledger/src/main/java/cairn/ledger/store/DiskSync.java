package cairn.ledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Makes what was done to files last if the machine stops. */
public final class DiskSync {
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");

  private DiskSync() {}

  /** When this returns, the contents of {@code file} are on disk, whoever wrote them. */
  public static void file(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
  }

  /**
   * When this returns, files made in, renamed in or removed from {@code directory} stay so. Windows
   * has no such call.
   */
  public static void directory(Path directory) throws IOException {
    if (WINDOWS) {
      return;
    }
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** As {@link #directory}, for the one that holds {@code file}. */
  public static void directoryOf(Path file) throws IOException {
    var directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      directory(directory);
    }
  }
}
