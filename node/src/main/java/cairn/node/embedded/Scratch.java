package cairn.node.embedded;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import cairn.node.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Where nodes have files that last no longer than they: below one directory of this process, in
 * memory where the system has a file system there, else among the temporary files.
 *
 * <p>A process that was killed leaves its directory behind. Nobody holds that any more, so that the
 * next process that needs one takes it away.
 */
final class Scratch {
  private static final String PREFIX = "cairn-embedded-";
  private static final String HELD = ".held";
  private static final Path MEMORY = Path.of("/dev/shm");

  /** Containers often have no more than 64 MiB of such memory, which is soon full. */
  private static final long ENOUGH_MEMORY = 256 << 20;

  /** As long as this, one may exist that is not held yet. */
  private static final Duration NEW = Duration.ofMinutes(1);

  private static final Held HERE = make();

  private Scratch() {}

  /** A new directory. */
  static Path create() {
    try {
      return Files.createTempDirectory(HERE.directory(), "node-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory and all in it. */
  static void delete(Path directory) {
    try {
      Trees.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A directory that nobody else takes away.
   *
   * @param lock which is given up with the channel, as soon as nothing refers to it
   */
  private record Held(Path directory, FileLock lock) {}

  private static Held make() {
    var parent = parent();
    try {
      deleteAbandoned(parent);
      var directory = Files.createTempDirectory(parent, PREFIX);
      return new Held(directory, hold(directory));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path parent() {
    try {
      if (Files.isWritable(MEMORY)
          && Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH_MEMORY) {
        return MEMORY;
      }
    } catch (IOException e) {
      // then it is not to be relied on
    }
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** Until the process ends, with which the system gives up the lock. */
  @SuppressWarnings("resource") // the channel is the lock
  private static FileLock hold(Path directory) throws IOException {
    var lock = FileChannel.open(directory.resolve(HELD), CREATE, WRITE).lock();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> release(directory), "cairn-scratch"));
    return lock;
  }

  private static void release(Path directory) {
    try {
      Files.deleteIfExists(directory.resolve(HELD));
      Files.delete(directory);
    } catch (IOException e) {
      // a node was not closed: what it has left, the next process takes away
    }
  }

  private static void deleteAbandoned(Path parent) throws IOException {
    try (var all = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (var directory : all) {
        if (Files.isWritable(directory) && isAbandoned(directory)) {
          delete(directory);
        }
      }
    }
  }

  private static boolean isAbandoned(Path directory) throws IOException {
    var made = Files.getLastModifiedTime(directory).toInstant();
    if (made.isAfter(Instant.now().minus(NEW))) {
      return false;
    }
    try (var channel = FileChannel.open(directory.resolve(HELD), CREATE, WRITE);
        var lock = channel.tryLock()) {
      return lock != null;
    }
  }
}
