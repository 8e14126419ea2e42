package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.vault.Sealed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "change-password", description = "Encrypt the secrets under another password.")
final class ChangePasswordCommand extends Verb {
  @Option(
      names = "--new-password-file",
      paramLabel = "FILE",
      description = "Whose first line is the new password.")
  private @Nullable String newFile;

  @Override
  void run(Session session) throws WalletException {
    var wallet = session.wallet();
    var sealed =
        wallet
            .settings()
            .sealed()
            .orElseThrow(() -> WalletException.failed("this wallet has no secrets: it watches"));
    char[] old = session.passwords().existing();
    byte[] key = sealed.key(old);
    Arrays.fill(old, '\0');
    try {
      var secrets = wallet.unseal(key);
      char[] fresh = newFile == null ? session.passwords().askTwice() : Passwords.freshOf(newFile);
      wallet.database().atomically(() -> wallet.seal(secrets, fresh, Sealed.USUAL_COST));
      Arrays.fill(fresh, '\0');
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    session.unlockFile().remove();
    session.show(new LinkedHashMap<String, Object>(), "The password is changed.");
  }
}
