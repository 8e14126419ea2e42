package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.spend.Broadcaster;
import cairn.wallet.spend.Replacements;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "resend",
    description = "Send a payment again that was written down, and that the node does not have.")
final class ResendCommand extends Verb {
  @Parameters(paramLabel = "TXID")
  private String id = "";

  @Override
  void run(Session session) throws WalletException {
    var txid = Paying.txid(id);
    session.synchronize();
    var stored = new Replacements(session.wallet(), session.node()).unconfirmed(txid);
    new Broadcaster(session.wallet(), session.node()).resend(stored.transaction());
    var fields = new LinkedHashMap<String, Object>();
    fields.put("sent", true);
    fields.put("txid", txid.toString());
    session.show(fields, "Sent " + txid);
  }
}
