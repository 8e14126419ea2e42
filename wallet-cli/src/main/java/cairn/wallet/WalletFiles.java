package cairn.wallet;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The wallets of one network, each a file in one folder that only its owner may enter.
 *
 * @param folder need not be there yet
 */
public record WalletFiles(Path folder) {
  private static final String EXTENSION = ".wallet";
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** The name of a wallet by its file. */
  static String name(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
  }

  /**
   * The file of a wallet, whether or not it is there.
   *
   * @throws WalletException if none can have this name
   */
  public Path file(String name) throws WalletException {
    if (!NAME.matcher(name).matches()) {
      throw WalletException.wrongUse(
          "a wallet's name has letters, digits, dots, dashes and underscores, not '" + name + "'");
    }
    return folder.resolve(name + EXTENSION);
  }

  /** Whether a file's mode lets anybody but its owner read or write it. */
  public static boolean isOpenToOthers(Path file) throws WalletException {
    try {
      return !OWNERS.containsAll(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw WalletException.failed("the wallet's file " + file + " cannot be looked at");
    }
  }

  /** Makes the folder, if it is not there. */
  public void prepare() throws WalletException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (FileAlreadyExistsException e) {
      throw WalletException.failed(folder + " is no folder");
    } catch (IOException e) {
      throw WalletException.failed("the folder " + folder + " cannot be made");
    }
  }

  /** The names of all wallets there are, in alphabetical order. */
  public List<String> names() throws WalletException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(EXTENSION) && Files.isRegularFile(file))
          .map(WalletFiles::name)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw WalletException.failed("the folder " + folder + " cannot be read");
    }
  }
}
