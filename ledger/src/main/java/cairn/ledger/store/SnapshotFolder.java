package cairn.ledger.store;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import cairn.primitives.BlockHash;
import cairn.primitives.ByteReader;
import cairn.primitives.Bytes;
import cairn.primitives.DecodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the coins are that were loaded from a file, {@code chainstate_snapshot/}, and how far it is
 * with them. They count once the file {@code base_blockhash} is there, as in Bitcoin Core.
 *
 * <p>Every step can be cut short: {@link #tidy} ends what the last run has begun. No database may
 * be open in a directory that is moved.
 */
public final class SnapshotFolder {
  private static final String SNAPSHOT = "chainstate_snapshot";
  private static final String INVALID = "chainstate_snapshot_INVALID";
  private static final String BASE = "base_blockhash";
  private static final String VALIDATED = "validated";
  private static final String REPLACED = "_todelete";

  private static final Logger log = LoggerFactory.getLogger(SnapshotFolder.class);

  private final Path directory;
  private final Path chainstate;

  /**
   * @param network the network's data directory
   * @param chainstate where the coins are that were computed
   */
  public SnapshotFolder(Path network, Path chainstate) {
    this.directory = network.resolve(SNAPSHOT);
    this.chainstate = chainstate;
  }

  /** Where the database of coins is. */
  public Path directory() {
    return directory;
  }

  /** The block after which the loaded coins are, if there are any. */
  public Optional<BlockHash> base() {
    var file = directory.resolve(BASE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(BlockHash.read(new ByteReader(Bytes.wrap(Files.readAllBytes(file)))));
    } catch (IOException e) {
      throw StorageException.of(e, "read", file);
    } catch (DecodeException e) {
      throw new StorageException(
          Problem.DAMAGED,
          "The file %s is damaged. Start with -reindex to make the coins anew.".formatted(file),
          e);
    }
  }

  /** From now on the coins in the directory, which are on disk, are those after {@code base}. */
  public void declare(BlockHash base) {
    write(BASE, base.bytes().toArray());
    try {
      DiskSync.directoryOf(directory);
    } catch (IOException e) {
      throw StorageException.of(e, "flush", directory);
    }
  }

  /** The coins have turned out to be those that come of the blocks. */
  public void declareValidated() {
    write(VALIDATED, new byte[0]);
  }

  private void write(String name, byte[] contents) {
    var file = directory.resolve(name);
    var unfinished = directory.resolve(name + ".tmp");
    try {
      Files.write(unfinished, contents);
      DiskSync.file(unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      DiskSync.directory(directory);
    } catch (IOException e) {
      throw StorageException.of(e, "write", file);
    }
  }

  /**
   * Ends what the last run has begun: coins that turned out to be the right ones take the place of
   * those that were computed; what was not loaded to its end goes.
   */
  public void tidy() {
    delete(replaced());
    if (Files.exists(directory.resolve(VALIDATED)) && base().isPresent()) {
      log.info("[snapshot] cleaning up unneeded background chainstate, then reinitializing");
      if (Files.exists(chainstate)) {
        move(chainstate, replaced());
      }
      move(directory, chainstate);
      delete(replaced());
    } else if (Files.exists(directory) && base().isEmpty()) {
      log.warn("[snapshot] deleting {}, which was not loaded to its end", directory);
      delete(directory);
    }
  }

  /** Forgets the loaded coins. */
  public void discard() {
    if (Files.exists(directory)) {
      log.info("[snapshot] deleting snapshot chainstate due to reindexing");
      deleteFile(directory.resolve(BASE)); // first of all: now it is one of which tidy knows
      delete(directory);
    }
  }

  /** Removes what has been put into the directory before {@link #declare}. */
  public void abandon() {
    delete(directory);
  }

  /** Puts the loaded coins, which are not the right ones, where they are not found again. */
  public void setAside() {
    var invalid = directory.resolveSibling(INVALID);
    log.info("[snapshot] renaming snapshot datadir {} to {}", directory, invalid);
    delete(invalid);
    move(directory, invalid);
  }

  private Path replaced() {
    return chainstate.resolveSibling(chainstate.getFileName() + REPLACED);
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      DiskSync.directoryOf(to);
    } catch (IOException e) {
      throw StorageException.of(e, "rename", from);
    }
  }

  private static void deleteFile(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        DiskSync.directoryOf(file);
      }
    } catch (IOException e) {
      throw StorageException.of(e, "delete", file);
    }
  }

  private static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
      DiskSync.directoryOf(directory);
    } catch (IOException e) {
      throw StorageException.of(e, "delete", directory);
    }
  }
}
