package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.spend.Replacements;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "bump",
    description = "Replace a payment that is in no block yet by one with a higher fee (RBF).")
final class BumpCommand extends Verb {
  @Parameters(paramLabel = "TXID")
  private String id = "";

  @Mixin private PaymentOptions options = new PaymentOptions();

  @Override
  void run(Session session) throws WalletException {
    var txid = Paying.txid(id);
    var paying = new Paying(session, options);
    var payer = paying.payer();
    // What spends the transaction that goes cannot pay for the one that comes.
    var optional = payer.spendable().stream().filter(coin -> coin.height().isPresent()).toList();
    var order =
        new Replacements(session.wallet(), session.node())
            .bump(txid, paying.rate(), optional, payer);
    paying.carryOut(paying.build(order), "Pay instead of " + txid, Optional.of(txid));
  }
}
