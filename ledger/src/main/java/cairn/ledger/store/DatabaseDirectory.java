package cairn.ledger.store;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the files of a database before RocksDB does, and clears them away. */
final class DatabaseDirectory {
  /** Is there from when the old files begin to go until the new database holds its first words. */
  private static final String HALF_MADE = "MAKING-ANEW";

  private DatabaseDirectory() {}

  /** Whether the process died while it made this database anew, so that it must be made again. */
  static boolean isHalfMade(Path directory) {
    return Files.exists(directory.resolve(HALF_MADE));
  }

  /**
   * Refuses what RocksDB would take for its own, or for an empty place, and should not.
   *
   * <p>It opens LevelDB's files, such as Bitcoin Core's, and turns them into its own, after which
   * Core cannot read them. And where only {@code CURRENT} is lost it starts a new database among
   * the files of the old one. While a database is first made, before anything is put in, there is a
   * moment without that file too; if the process died then, nothing is lost.
   */
  static void expectUsable(Path directory, DatabaseFormat format) {
    var files = list(directory);
    if (isHalfMade(directory)) {
      throw format.failure(Problem.DAMAGED, directory, "is only half made", null);
    }
    boolean current = has(files, "CURRENT", "");
    boolean rocks = has(files, "IDENTITY", "") || has(files, "OPTIONS-", "");
    boolean foreign = has(files, "", ".ldb") || (current && !rocks);
    if (foreign) {
      throw format.failure(
          Problem.FOREIGN,
          directory,
          "was made by another program, such as Bitcoin Core, and would be of no use to it"
              + " after Cairn has opened it",
          null);
    }
    if (!current && (has(files, "", ".sst") || has(files, "", ".log"))) {
      throw format.failure(
          Problem.DAMAGED, directory, "is damaged (the file CURRENT is missing)", null);
    }
  }

  /** Refuses what {@link #expectUsable} refuses, and a directory in which there is nothing yet. */
  static void expectThere(Path directory, DatabaseFormat format) {
    expectUsable(directory, format);
    if (!has(list(directory), "CURRENT", "")) {
      throw new StorageException(
          Problem.MISSING, "There is no %s in %s.".formatted(format.title(), directory));
    }
  }

  /** Deletes the files of whatever database is in {@code directory}, which need not be there. */
  static void wipe(Path directory) {
    try {
      Files.createDirectories(directory);
      var halfMade = directory.resolve(HALF_MADE);
      if (!Files.exists(halfMade)) {
        Files.createFile(halfMade);
        DiskSync.directory(directory);
      }
      for (var file : list(directory)) {
        if (!file.equals(halfMade) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw StorageException.of(e, "clear", directory);
    }
  }

  /** The new database can be opened. */
  static void declareMade(Path directory) {
    try {
      Files.delete(directory.resolve(HALF_MADE));
    } catch (IOException e) {
      throw StorageException.of(e, "clear", directory);
    }
  }

  private static boolean has(List<Path> files, String prefix, String suffix) {
    return files.stream()
        .map(file -> String.valueOf(file.getFileName()))
        .anyMatch(name -> name.startsWith(prefix) && name.endsWith(suffix));
  }

  private static List<Path> list(Path directory) {
    var files = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(directory)) {
      entries.forEach(files::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw StorageException.of(e, "read", directory);
    }
    return files;
  }
}
