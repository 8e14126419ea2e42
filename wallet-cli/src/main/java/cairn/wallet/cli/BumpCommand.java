package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.spend.Replacements;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "bump",
    description = {
      "Replace a payment that is in no block yet by one with a higher fee (RBF).",
      "Without --fee-rate or --target, by as little more as nodes demand."
    })
final class BumpCommand extends Verb {
  @Parameters(paramLabel = "TXID")
  private String id = "";

  @Mixin private PaymentOptions options = new PaymentOptions();

  @Override
  void run(Session session) throws WalletException {
    var txid = Paying.txid(id);
    options.fee.check();
    var paying = new Paying(session, options.limit);
    var payer = paying.payer();
    // What spends the transaction that goes cannot pay for the one that comes.
    var optional = payer.spendable().stream().filter(coin -> coin.height().isPresent()).toList();
    var replacements = new Replacements(session.wallet(), session.node());
    var rate = options.fee.ofReplacement(session, replacements.least(txid));
    var draft = paying.build(replacements.bump(txid, rate, optional, payer));
    paying.carryOut(draft, "Pay instead of " + txid, Optional.of(txid), options.consent);
  }
}
