package cairn.ledger.store;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;

/**
 * Loads RocksDB's native library from a per-user cache, into which it is unpacked once.
 *
 * <p>RocksDB would by itself unpack its 17 MB into a temporary file at every start.
 */
final class RocksLibrary {
  /** Names the directory to unpack into, instead of the usual place for caches. */
  static final String DIRECTORY_PROPERTY = "cairn.native.dir";

  private static final String NAME = "rocksdb";

  /** What {@link RocksDB#loadLibrary(List)} asks for; its name for the file in the jar is right. */
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
    } catch (IOException e) {
      RocksDB.loadLibrary(); // no place to keep it: RocksDB's own way, a temporary file
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

  private static Path cacheDirectory() {
    var chosen = System.getProperty(DIRECTORY_PROPERTY);
    if (chosen != null) {
      return Path.of(chosen);
    }
    var home = Path.of(System.getProperty("user.home"));
    var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (system.contains("win")) {
      var local = System.getenv("LOCALAPPDATA");
      return (local == null ? home : Path.of(local)).resolve("cairn").resolve("native");
    }
    if (system.contains("mac")) {
      return home.resolve("Library/Caches/cairn/native");
    }
    var xdg = System.getenv("XDG_CACHE_HOME");
    var caches = xdg == null || xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg);
    return caches.resolve("cairn").resolve("native");
  }
}
