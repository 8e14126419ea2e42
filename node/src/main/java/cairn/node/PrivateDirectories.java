package cairn.node;

import cairn.ledger.StorageException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes directories that only their owner may enter. */
final class PrivateDirectories {
  private PrivateDirectories() {}

  /**
   * Makes {@code directory} and what it is in, as far as they do not exist.
   *
   * @throws StorageException if that is not possible
   */
  static void create(Path directory) {
    if (Files.isDirectory(directory)) {
      return; // perhaps through a symbolic link
    }
    try {
      Files.createDirectories(directory, attributes());
    } catch (IOException e) {
      throw StorageException.of(e, "create", directory);
    }
  }

  private static FileAttribute<?>[] attributes() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    var onlyOwner = PosixFilePermissions.fromString("rwx------");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(onlyOwner)}
        : new FileAttribute<?>[0];
  }
}
