package cairn.wallet.cli;

import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.Secrets;
import java.util.Arrays;
import java.util.Optional;

/** Gets passwords, from the user, from a file, or from an earlier {@code unlock}. */
final class Passwords {
  private static final int TRIES = 3;

  private final Config config;
  private final Surroundings surroundings;

  Passwords(Config config, Surroundings surroundings) {
    this.config = config;
    this.surroundings = surroundings;
  }

  private Optional<char[]> fromFile() throws WalletException {
    var file = config.find(Setting.PASSWORD_FILE);
    return file.isEmpty() ? Optional.empty() : Optional.of(firstLine(file.get()));
  }

  /** The first line of a password's file; the caller overwrites it after use. */
  static char[] firstLine(String file) throws WalletException {
    char[] text = InputFile.characters("the password's file", file);
    int end = 0;
    while (end < text.length && text[end] != '\n' && text[end] != '\r') {
      end++;
    }
    char[] line = Arrays.copyOf(text, end);
    Arrays.fill(text, '\0');
    return line;
  }

  /**
   * The new password of a file.
   *
   * @throws WalletException if it is empty, which would be none
   */
  static char[] freshOf(String file) throws WalletException {
    char[] line = firstLine(file);
    requireSome(line);
    return line;
  }

  private static void requireSome(char[] password) throws WalletException {
    if (password.length == 0) {
      throw WalletException.wrongUse("an empty password would keep nobody out");
    }
  }

  /** The password of a wallet that there is; the caller overwrites it after use. */
  char[] existing() throws WalletException {
    var said = fromFile();
    return said.isPresent() ? said.get() : surroundings.prompter().secret("Password: ");
  }

  /** A new password, asked for twice; the caller overwrites it after use. */
  char[] fresh() throws WalletException {
    var file = config.find(Setting.PASSWORD_FILE);
    return file.isPresent() ? freshOf(file.get()) : askTwice();
  }

  /** As {@link #fresh}, but never the one of {@code password-file}. */
  char[] askTwice() throws WalletException {
    var question = "New password: ";
    for (int tries = 1; tries <= TRIES; tries++) {
      char[] first = surroundings.prompter().secret(question);
      char[] second = surroundings.prompter().secret("Once more: ");
      boolean same = Arrays.equals(first, second);
      Arrays.fill(second, '\0');
      if (same) {
        requireSome(first);
        return first;
      }
      Arrays.fill(first, '\0');
      question = "They were not the same. New password: ";
    }
    throw WalletException.failed("the two passwords are not the same");
  }

  /** The secrets of a wallet. */
  Secrets unseal(Wallet wallet) throws WalletException {
    var sealed = wallet.settings().sealed();
    if (sealed.isEmpty()) {
      throw WalletException.failed(
          "the wallet '" + wallet.name() + "' has no secret keys: it only watches");
    }
    var file = new UnlockFile(surroundings.environment(), wallet);
    var unlocked = file.read(surroundings.clock());
    if (unlocked.isPresent()) {
      byte[] key = unlocked.get();
      try {
        return wallet.unseal(key);
      } catch (WalletException e) {
        file.remove(); // of a wallet that was here before: the password is asked for
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
