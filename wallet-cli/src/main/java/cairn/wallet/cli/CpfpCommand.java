package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.spend.Replacements;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "cpfp",
    description = {
      "Hurry a transaction that pays this wallet: spend what it pays, at a fee for both.",
      "The fee rate is that of the two together."
    })
final class CpfpCommand extends Verb {
  @Parameters(paramLabel = "TXID")
  private String id = "";

  @Mixin private PaymentOptions options = new PaymentOptions();

  @Override
  void run(Session session) throws WalletException {
    var txid = Paying.txid(id);
    var paying = new Paying(session, options);
    var payer = paying.payer();
    var order =
        new Replacements(session.wallet(), session.node())
            .cpfp(txid, paying.rateOrEstimate(), payer);
    paying.carryOut(paying.build(order), "Hurry " + txid, Optional.empty());
  }
}
