package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.spend.Replacements;
import cairn.wallet.store.TxState;
import java.util.LinkedHashMap;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cancel",
    description = {
      "Take a payment back that is in no block yet: its coins go back to this wallet.",
      "What was never sent is given up without a fee."
    })
final class CancelCommand extends Verb {
  @Parameters(paramLabel = "TXID")
  private String id = "";

  @Mixin private PaymentOptions options = new PaymentOptions();

  @Override
  void run(Session session) throws WalletException {
    var txid = Paying.txid(id);
    var paying = new Paying(session, options);
    var payer = paying.payer();
    var replacements = new Replacements(session.wallet(), session.node());
    if (replacements.unconfirmed(txid).state() == TxState.RECORDED) {
      session
          .wallet()
          .database()
          .atomically(() -> session.wallet().transactions().end(txid, TxState.ABANDONED));
      var fields = new LinkedHashMap<String, Object>();
      fields.put("abandoned", txid.toString());
      session.show(fields, "Given up; the node does not have it.");
      return;
    }
    var order = replacements.cancel(txid, paying.rate(), payer);
    paying.carryOut(paying.build(order), "Take back " + txid, Optional.of(txid));
  }
}
