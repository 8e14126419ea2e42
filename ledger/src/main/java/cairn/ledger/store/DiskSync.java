package cairn.ledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Makes names of files last, as {@link FileChannel#force} does for their contents. */
public final class DiskSync {
  private static final boolean WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win");

  private DiskSync() {}

  /**
   * When this returns, files made in, renamed in or removed from {@code directory} stay so if the
   * machine stops. Windows has no such call.
   */
  public static void directory(Path directory) throws IOException {
    if (WINDOWS) {
      return;
    }
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
