package cairn.node;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import cairn.ledger.StorageException;
import cairn.ledger.StorageException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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

  /** Holds the lock; null where nobody can have one. */
  private final @Nullable FileChannel channel;

  private boolean held = true;

  private DirectoryLock(Path directory, @Nullable FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Locks {@code directory}, which must exist.
   *
   * @throws StorageException if another node has, or if there can be no file in it; in Core's words
   */
  public static DirectoryLock acquire(Path directory) {
    return acquire(directory, DirectoryLock::lock);
  }

  /**
   * Keeps nodes out of {@code directory}, which must exist, while it is read. Others may read it at
   * the same time, and there need not be any way to write into it.
   *
   * @throws StorageException if a node has locked it; in Core's words
   */
  static DirectoryLock acquireToRead(Path directory) {
    return acquire(directory, DirectoryLock::lockToRead);
  }

  private static DirectoryLock acquire(
      Path directory, Function<Path, @Nullable FileChannel> locking) {
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
      return new DirectoryLock(canonical, locking.apply(directory));
    } catch (RuntimeException e) {
      HELD.remove(canonical);
      throw e;
    }
  }

  private static FileChannel lock(Path directory) {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory.resolve(FILE_NAME), CREATE, WRITE);
    } catch (IOException e) {
      throw notWritable(directory, e);
    }
    return locked(channel, directory, false);
  }

  /** Where there is no file and can be none, no node can be. */
  private static @Nullable FileChannel lockToRead(Path directory) {
    var file = directory.resolve(FILE_NAME);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, CREATE, READ, WRITE);
    } catch (IOException e) {
      if (!Files.exists(file)) {
        return null;
      }
      try {
        channel = FileChannel.open(file, READ);
      } catch (IOException unreadable) {
        throw StorageException.of(unreadable, "read", file);
      }
    }
    return locked(channel, directory, true);
  }

  @SuppressWarnings("resource") // the channel is the lock: who holds it closes it
  private static FileChannel locked(FileChannel channel, Path directory, boolean shared) {
    try {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
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
    if (!held) {
      return;
    }
    held = false;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw StorageException.of(e, "unlock", directory);
    } finally {
      HELD.remove(directory);
    }
  }
}
