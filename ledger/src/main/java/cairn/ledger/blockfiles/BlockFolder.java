package cairn.ledger.blockfiles;

import cairn.ledger.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at which block files are in a directory, whatever the index says. */
public final class BlockFolder {
  private static final Logger log = LoggerFactory.getLogger(BlockFolder.class);
  private static final Pattern BLOCK_FILE = Pattern.compile("blk(\\d{5})\\.dat");
  private static final Pattern UNDO_FILE = Pattern.compile("rev.{5}\\.dat");

  private BlockFolder() {}

  /** How many block files there are, from number 0 on, before the first that is missing. */
  public static int count(Path directory) {
    int count = 0;
    while (Files.exists(directory.resolve("blk%05d.dat".formatted(count)))) {
      count++;
    }
    return count;
  }

  /**
   * Removes what a reindexing will not use where there is pruning: all undo files, and the block
   * files behind a gap, since it goes through them until one is missing (Core's {@code
   * CleanupBlockRevFiles}).
   */
  public static void deleteUnusable(Path directory) {
    log.info("Removing unusable blk?????.dat and rev?????.dat files for -reindex with -prune");
    int count = count(directory);
    try {
      for (var file : list(directory)) {
        var name = file.getFileName().toString();
        var block = BLOCK_FILE.matcher(name);
        boolean behindGap = block.matches() && Integer.parseInt(block.group(1)) >= count;
        if (behindGap || UNDO_FILE.matcher(name).matches()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw StorageException.of(e, "clear", directory);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(directory)) {
      entries.forEach(file -> {
        if (Files.isRegularFile(file)) {
          files.add(file);
        }
      });
    }
    return files;
  }
}
