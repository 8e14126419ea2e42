package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;

@Command(name = "lock", description = "End what 'unlock' began.")
final class LockCommand extends Verb {
  @Override
  void run(Session session) throws WalletException {
    boolean was = session.unlockFile().remove();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("was_unlocked", was);
    session.show(fields, was ? "Locked." : "It was locked.");
  }
}
