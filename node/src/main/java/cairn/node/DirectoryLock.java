package cairn.node;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every other node, Bitcoin Core's too, out of a directory for as long as it is held. It is a
 * lock of the system on the file {@code .lock}, so it goes when the process does.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE_NAME = ".lock";

  /**
   * Directories that this process has locked. The system would not tell two nodes in one process
   * apart; and to merely open and close the file a second time would give up the lock, as POSIX has
   * it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Locks {@code directory}, which must exist.
   *
   * @throws StorageException if another node has, or if there can be no file in it; in Core's words
   */
  public static DirectoryLock acquire(Path directory) {
    Path canonical;
    try {
      canonical = directory.toRealPath();
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    if (!HELD.add(canonical)) {
      throw inUse(directory, null);
    }
    try {
      return new DirectoryLock(canonical, lock(directory));
    } catch (RuntimeException e) {
      HELD.remove(canonical);
      throw e;
    }
  }

  @SuppressWarnings("resource") // the channel is the lock: who holds it closes it
  private static FileChannel lock(Path directory) {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw inUse(directory, e);
    }
    throw inUse(directory, null);
  }

  private static StorageException notWritable(Path directory, IOException e) {
    return new StorageException(
        Problem.IO, "Cannot write to directory '" + directory + "'; check permissions.", e);
  }

  private static StorageException inUse(Path directory, @Nullable IOException e) {
    return new StorageException(
        Problem.LOCKED,
        "Cannot obtain a lock on directory " + directory + ". Cairn is probably already running.",
        e);
  }

  /** Lets others in. The file stays. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw StorageException.of(e, "unlock", directory);
    } finally {
      HELD.remove(directory);
    }
  }
}
