package cairn.wallet.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, which its driver unpacks at each start unless it lies in the folder that
 * the system property {@code org.sqlite.lib.path} names; then it starts no process to find out
 * which one it needs, either.
 */
public final class NativeLibrary {
  private NativeLibrary() {}

  /** Unpacks it, whole or not at all. */
  public static void unpack(Path folder) throws IOException {
    var name = LibraryLoaderUtil.getNativeLibName();
    var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    var half = Files.createDirectories(folder).resolve(name + ".half");
    try (var in = LibraryLoaderUtil.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
