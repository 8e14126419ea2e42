package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description = "Check the wallet's file, and that its addresses are those of its descriptors.")
final class VerifyCommand extends Verb {
  @Option(names = "--secrets", description = "Also that the password opens the secret keys.")
  private boolean secrets;

  @Override
  void run(Session session) throws WalletException {
    var wallet = session.wallet();
    var damages = wallet.database().damages();
    if (!damages.isEmpty()) {
      throw WalletException.failed("the file is damaged: " + damages.getFirst());
    }
    int scripts = 0;
    for (var entry : wallet.keychains().scripts().entrySet()) {
      var place = entry.getValue();
      var made = wallet.keychains().get(place.keychain()).expand(place.position()).scripts();
      if (!made.contains(entry.getKey())) {
        throw WalletException.failed("the address of script " + entry.getKey() + " is damaged");
      }
      scripts++;
    }
    if (secrets) {
      session.passwords().unseal(wallet);
    }
    var fields = new LinkedHashMap<String, Object>();
    fields.put("scripts", scripts);
    fields.put("secrets_open", secrets);
    session.show(fields, "The file is whole, and its " + scripts + " scripts are right.");
  }
}
