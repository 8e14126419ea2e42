package cairn.ledger.store;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library from a per-user cache, into which it is unpacked once.
 *
 * <p>RocksDB would by itself unpack its 17 MB into a temporary file at every start.
 */
final class RocksLibrary {
  private static final String NAME = "rocksdb";

  /** {@link RocksDB#loadLibrary(List)} looks for another file name than the one in the jar. */
  private static final String NAME_ON_DISK = "rocksdbjni";

  private static boolean loaded;

  private RocksLibrary() {}

  /** Makes RocksDB ready to use; at once if it is already. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    try {
      RocksDB.loadLibrary(List.of(unpackedInto(cacheDirectory()).toString()));
    } catch (IOException | UnsatisfiedLinkError e) {
      // No home, or not one that can be written to or run from: RocksDB's own way.
      RocksDB.loadLibrary();
    }
    loaded = true;
  }

  /**
   * The directory, below {@code cache}, that holds this very library. It is named after the
   * library's checksum, so that versions do not meet, and filled by a rename, so that processes
   * that start together do not either.
   */
  static Path unpackedInto(Path cache) throws IOException {
    var resource = Environment.getJniLibraryFileName(NAME);
    var url = RocksDB.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IOException("RocksDB has no native library " + resource);
    }
    var connection = url.openConnection();
    var directory = cache.resolve(NAME + "-" + checksum(connection));
    var library = directory.resolve(Environment.getJniLibraryFileName(NAME_ON_DISK));
    if (!Files.exists(library) || Files.size(library) != connection.getContentLengthLong()) {
      Files.createDirectories(directory);
      var partial = Files.createTempFile(directory, NAME, ".partial");
      try (var in = connection.getInputStream()) {
        Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        DiskSync.file(partial);
        Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
    return directory;
  }

  private static String checksum(URLConnection connection) throws IOException {
    return connection instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : connection.getContentLengthLong() + "-" + connection.getLastModified();
  }

  private static Path cacheDirectory() throws IOException {
    var configured = System.getenv("XDG_CACHE_HOME");
    var home = Path.of(System.getProperty("user.home"));
    var parent =
        Environment.isMac()
            ? home.resolve("Library/Caches")
            : configured == null ? home.resolve(".cache") : Path.of(configured);
    if (!parent.isAbsolute()) {
      throw new IOException("no home directory"); // Java says "?" then
    }
    return parent.resolve("cairn");
  }
}
