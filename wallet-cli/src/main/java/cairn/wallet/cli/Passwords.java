package cairn.wallet.cli;

import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Gets passwords, from the user, from a file, or from an earlier {@code unlock}. */
final class Passwords {
  private final Config config;
  private final Surroundings surroundings;

  Passwords(Config config, Surroundings surroundings) {
    this.config = config;
    this.surroundings = surroundings;
  }

  private Optional<char[]> fromFile() throws WalletException {
    var file = config.find(Setting.PASSWORD_FILE);
    return file.isEmpty() ? Optional.empty() : Optional.of(firstLine(Path.of(file.get())));
  }

  static char[] firstLine(Path file) throws WalletException {
    try {
      return Files.readString(file).lines().findFirst().orElse("").toCharArray();
    } catch (IOException e) {
      throw WalletException.wrongUse("the password's file " + file + " cannot be read");
    }
  }

  /** The password of a wallet that there is; the caller overwrites it after use. */
  char[] existing() throws WalletException {
    var said = fromFile();
    return said.isPresent() ? said.get() : surroundings.prompter().secret("Password: ");
  }

  /** A new password, asked for twice; the caller overwrites it after use. */
  char[] fresh() throws WalletException {
    var said = fromFile();
    return said.isPresent() ? said.get() : askTwice();
  }

  /** As {@link #fresh}, but never the one of {@code password-file}. */
  char[] askTwice() throws WalletException {
    char[] first = surroundings.prompter().secret("New password: ");
    char[] second = surroundings.prompter().secret("Once more: ");
    boolean same = Arrays.equals(first, second);
    Arrays.fill(second, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw WalletException.failed("the two passwords are not the same");
    }
    return first;
  }

  /** The secrets of a wallet. */
  Secrets unseal(Wallet wallet) throws WalletException {
    var sealed = wallet.settings().sealed();
    if (sealed.isEmpty()) {
      throw WalletException.failed(
          "the wallet '" + wallet.name() + "' has no secret keys: it only watches");
    }
    var unlocked = new UnlockFile(surroundings.environment(), wallet).read(surroundings.clock());
    if (unlocked.isPresent()) {
      byte[] key = unlocked.get();
      try {
        return wallet.unseal(key);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    }
    char[] password = existing();
    byte[] key = sealed.get().key(password);
    Arrays.fill(password, '\0');
    try {
      return wallet.unseal(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
