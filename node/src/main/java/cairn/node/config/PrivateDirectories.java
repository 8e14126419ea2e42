package cairn.node.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes directories that only their owner may enter. */
final class PrivateDirectories {
  private PrivateDirectories() {}

  /** Makes {@code directory} and what it is in, as far as they do not exist. */
  static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return; // perhaps through a symbolic link
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }
}
