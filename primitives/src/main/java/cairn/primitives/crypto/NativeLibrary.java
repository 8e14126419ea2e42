package cairn.primitives.crypto;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;

/**
 * Loads libsecp256k1 from a file, as systems want it, although it comes inside a jar.
 *
 * <p>It is unpacked once, into a cache directory that is the user's alone, under a name that says
 * what it holds, and later starts find it there. Processes that start together may each unpack it:
 * every one writes a file of its own and renames it when it is complete.
 */
final class NativeLibrary {
  private NativeLibrary() {}

  /**
   * The library's symbols, for as long as the process lives.
   *
   * @throws IOException if there is no build for this platform, or the system does not load it
   */
  static SymbolLookup load() throws IOException {
    var build =
        NativeBuild.ofThisPlatform()
            .orElseThrow(() -> new IOException("has no build for this platform"));
    try {
      return open(unpack(build, cacheDirectory(build)));
    } catch (IOException e) {
      return openOnce(build, e); // no home, or not one that can be written to or run from
    }
  }

  /**
   * The file with the library in {@code directory}, which is made if it does not exist.
   *
   * @throws IOException if it is not there and cannot be put there
   */
  static Path unpack(NativeBuild build, Path directory) throws IOException {
    var file = directory.resolve(build.fileName());
    if (!isIntact(file, build)) {
      var ownerOnly = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(ownerOnly));
      var unfinished = Files.createTempFile(directory, build.fileName(), ".part");
      try {
        write(build.content(), unfinished);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    }
    return file;
  }

  /** Loads it from a file that is gone as soon as it is loaded. */
  private static SymbolLookup openOnce(NativeBuild build, IOException reason) throws IOException {
    var file = Files.createTempFile(build.fileName(), "");
    try {
      write(build.content(), file);
      return open(file);
    } catch (IOException e) {
      e.addSuppressed(reason);
      throw new IOException("cannot be unpacked or loaded: " + e, e);
    } finally {
      Files.delete(file);
    }
  }

  @SuppressWarnings("restricted") // to load native code is what this class is for
  private static SymbolLookup open(Path file) throws IOException {
    try {
      return SymbolLookup.libraryLookup(file, Arena.global());
    } catch (IllegalArgumentException | IllegalCallerException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Whether the file is as it was written. A checksum tells what a disk may have done to it; who
   * could do worse is the user already, and SHA-256 takes forty milliseconds in a young JVM.
   */
  private static boolean isIntact(Path file, NativeBuild build) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var checksum = new CRC32();
      var buffer = ByteBuffer.allocateDirect(1 << 16);
      while (channel.read(buffer) >= 0) {
        checksum.update(buffer.flip());
        buffer.clear();
      }
      return checksum.getValue() == build.crc32();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static void write(byte[] content, Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private static Path cacheDirectory(NativeBuild build) throws IOException {
    var configured = System.getenv("XDG_CACHE_HOME");
    var home = Path.of(System.getProperty("user.home"));
    var parent =
        build == NativeBuild.MACOS
            ? home.resolve("Library/Caches")
            : configured == null ? home.resolve(".cache") : Path.of(configured);
    if (!parent.isAbsolute()) {
      throw new IOException("no home directory"); // Java says "?" then
    }
    return parent.resolve("cairn");
  }
}
