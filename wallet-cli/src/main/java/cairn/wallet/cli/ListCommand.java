package cairn.wallet.cli;

import cairn.wallet.WalletException;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the wallets of the network.")
final class ListCommand extends Verb {
  @Override
  void run(Session session) throws WalletException {
    var files = session.config().files();
    var names = files.names();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("network", session.network().name());
    fields.put("folder", files.folder().toString());
    fields.put("wallets", names);
    session.show(fields, String.join("\n", names));
  }
}
