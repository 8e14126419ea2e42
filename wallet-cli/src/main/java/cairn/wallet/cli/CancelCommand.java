package cairn.wallet.cli;

import cairn.primitives.Txid;
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
    options.fee.check();
    var paying = new Paying(session, options.limit);
    var payer = paying.payer();
    var replacements = new Replacements(session.wallet(), session.node());
    if (replacements.unconfirmed(txid).state() == TxState.RECORDED) {
      giveUp(session, txid);
      return;
    }
    var rate = options.fee.ofReplacement(session, replacements.least(txid));
    var draft = paying.build(replacements.cancel(txid, rate, payer));
    paying.carryOut(draft, "Take back " + txid, Optional.of(txid), options.consent);
  }

  /** Ends a payment that the node does not have. */
  private void giveUp(Session session, Txid txid) throws WalletException {
    var fields = new LinkedHashMap<String, Object>();
    if (options.consent.dryRun) {
      fields.put("would_abandon", txid.toString());
      session.show(fields, "The node does not have it: it would be given up.");
      return;
    }
    options.consent.require(session, "The node does not have " + txid, "Give it up");
    session
        .wallet()
        .database()
        .atomically(() -> session.wallet().transactions().end(txid, TxState.ABANDONED));
    fields.put("abandoned", txid.toString());
    session.show(fields, "Given up; the node does not have it.");
  }
}
