package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "unlock",
    description = {
      "Do without the password for a time; 'lock' ends it before.",
      "The key is kept in $XDG_RUNTIME_DIR, where only you can read it and which is no disk."
    })
final class UnlockCommand extends Verb {
  @Option(names = "--minutes", paramLabel = "N", description = "For so long; 10.")
  private int minutes = 10;

  @Override
  void run(Session session) throws WalletException {
    if (minutes < 1 || minutes > 24 * 60) {
      throw WalletException.wrongUse("a wallet is unlocked for 1 to 1440 minutes, not " + minutes);
    }
    var wallet = session.wallet();
    var sealed =
        wallet
            .settings()
            .sealed()
            .orElseThrow(() -> WalletException.failed("this wallet has no secrets: it watches"));
    char[] password = session.passwords().existing();
    byte[] key = sealed.key(password);
    Arrays.fill(password, '\0');
    try {
      wallet.unseal(key); // or it is the wrong one
      session.unlockFile().write(key, Duration.ofMinutes(minutes), session.clock());
    } finally {
      Arrays.fill(key, (byte) 0);
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("minutes", minutes);
    session.show(fields, "Unlocked for " + minutes + " minutes.");
  }
}
