package cairn.wallet.cli;

import cairn.primitives.hd.ExtendedPrivateKey;
import cairn.primitives.hd.Mnemonic;
import cairn.wallet.Wallet;
import cairn.wallet.WalletException;
import cairn.wallet.keys.Secrets;
import cairn.wallet.store.Settings;
import cairn.wallet.vault.Sealed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** What {@code create} and {@code restore} have in common. */
final class NewWallet {
  private NewWallet() {}

  static void requireAbsent(Path file) throws WalletException {
    if (Files.exists(file)) {
      throw WalletException.failed("there is a wallet already: " + file);
    }
  }

  /** The passphrase, if the user wants one. */
  static String passphrase(Session session, boolean wanted) throws WalletException {
    if (!wanted) {
      return "";
    }
    char[] first = session.prompter().secret("Passphrase: ");
    char[] second = session.prompter().secret("Once more: ");
    var passphrase = new String(first);
    boolean same = Arrays.equals(first, second);
    Arrays.fill(first, '\0');
    Arrays.fill(second, '\0');
    if (!same) {
      throw WalletException.failed("the two passphrases are not the same");
    }
    return passphrase;
  }

  static ExtendedPrivateKey master(Mnemonic mnemonic, String passphrase) throws WalletException {
    return ExtendedPrivateKey.master(mnemonic.seed(passphrase))
        .orElseThrow(() -> WalletException.failed("these words give no key; take others"));
  }

  /** Writes a wallet with these keys, whole or not at all. */
  static void write(Session session, Path file, ExtendedPrivateKey master, Wallet.Plan plan)
      throws WalletException {
    char[] password = session.passwords().fresh();
    session.config().files().prepare();
    try {
      Wallet.create(
          file,
          plan,
          session.now(),
          wallet -> wallet.addSeed(Secrets.ofMaster(master), password, Sealed.USUAL_COST));
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /** What programs are told of a new wallet. */
  static void describe(Map<String, Object> fields, Session session, Path file)
      throws WalletException {
    fields.put("wallet", session.config().get(Setting.WALLET));
    fields.put("network", session.network().name());
    fields.put("file", file.toString());
    session
        .wallet()
        .settings()
        .get(Settings.FINGERPRINT)
        .ifPresent(f -> fields.put("fingerprint", f));
  }
}
