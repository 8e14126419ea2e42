package cairn.rpc.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file from which those who may read it learn a password that is new at each start.
 *
 * <p>Whoever reads it gets {@code __cookie__:password}, whole: it is written aside and renamed.
 */
public final class CookieFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CookieFile.class);

  /** The user's name, by which logs tell where the password came from. */
  public static final String USER = "__cookie__";

  private static final int PASSWORD_BYTES = 32;

  private final Path path;
  private final String password;

  private CookieFile(Path path, String password) {
    this.path = path;
    this.password = password;
  }

  /** Who may read the file besides its owner. */
  public enum Readers {
    OWNER("rw-------"),
    GROUP("rw-r-----"),
    ALL("rw-r--r--");

    private final String permissions;

    Readers(String permissions) {
      this.permissions = permissions;
    }

    private Set<PosixFilePermission> permissions() {
      return PosixFilePermissions.fromString(permissions);
    }
  }

  /** Writes the file, over an old one; empty if that is not possible, which the log then tells. */
  public static Optional<CookieFile> write(Path path, Readers readers, SecureRandom random) {
    var bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    var password = HexFormat.of().formatHex(bytes);
    var aside = path.resolveSibling(path.getFileName() + ".tmp");
    try {
      if (Files.isRegularFile(aside, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(aside); // a start that did not come to its end has left it
      }
      create(aside);
      Files.writeString(aside, USER + ":" + password);
    } catch (IOException e) {
      log.warn("Unable to open cookie authentication file {} for writing", aside);
      return Optional.empty();
    }
    try {
      if (isPosix(aside)) {
        Files.setPosixFilePermissions(aside, readers.permissions());
      }
      Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("Unable to rename cookie authentication file {} to {}", aside, path);
      return Optional.empty();
    }
    log.info("Generated RPC authentication cookie {}", path);
    log.info("Permissions used for cookie: {}", readers.permissions);
    return Optional.of(new CookieFile(path, password));
  }

  private static void create(Path file) throws IOException {
    if (isPosix(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(Readers.OWNER.permissions()));
    } else {
      Files.createFile(file);
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  public String password() {
    return password;
  }

  /** Deletes the file, unless somebody else has written it since. */
  @Override
  public void close() {
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && Files.readString(path).endsWith(password)) {
        Files.delete(path);
      }
    } catch (IOException e) {
      log.warn("Unable to remove random auth cookie file {}: {}", path, e.toString());
    }
  }
}
