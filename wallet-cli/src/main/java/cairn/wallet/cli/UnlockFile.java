package cairn.wallet.cli;

import cairn.primitives.Bytes;
import cairn.primitives.Sha256;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The key of a wallet's secrets, for a time, where only this user can read it and nothing comes to
 * a disk: in the user's runtime folder, which is in memory and gone after the last logout.
 */
final class UnlockFile {
  private final Map<String, String> environment;
  private final Wallet wallet;

  UnlockFile(Map<String, String> environment, Wallet wallet) {
    this.environment = environment;
    this.wallet = wallet;
  }

  private Optional<Path> path() {
    var runtime = environment.get("XDG_RUNTIME_DIR");
    if (runtime == null || runtime.isEmpty()) {
      return Optional.empty();
    }
    var name =
        Sha256.hash(
                Bytes.wrap(
                    wallet.file().toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8)))
            .toHex();
    return Optional.of(Path.of(runtime).resolve("cairn").resolve(name.substring(0, 32) + ".key"));
  }

  /** The key, if there is one whose time is not over; the caller overwrites it after use. */
  Optional<byte[]> read(Clock clock) throws WalletException {
    var path = path().filter(Files::exists);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      var lines = Files.readAllLines(path.get());
      if (lines.size() == 2 && Long.parseLong(lines.get(0)) > clock.instant().getEpochSecond()) {
        return Optional.of(HexFormat.of().parseHex(lines.get(1)));
      }
      remove();
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      remove();
      return Optional.empty();
    }
  }

  /** Keeps a key for a time. */
  void write(byte[] key, Duration time, Clock clock) throws WalletException {
    var path =
        path()
            .orElseThrow(() ->
                WalletException.failed(
                    "there is no place for the key: XDG_RUNTIME_DIR is not set here"));
    var text =
        clock.instant().plus(time).getEpochSecond() + "\n" + HexFormat.of().formatHex(key) + "\n";
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      var folder = path.getParent();
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.deleteIfExists(path);
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(path, bytes);
    } catch (IOException e) {
      throw WalletException.failed("the key cannot be kept in " + path);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Forgets the key; whether there was one. */
  boolean remove() throws WalletException {
    var path = path();
    try {
      return path.isPresent() && Files.deleteIfExists(path.get());
    } catch (IOException e) {
      throw WalletException.failed("the key in " + path.get() + " cannot be removed");
    }
  }
}
