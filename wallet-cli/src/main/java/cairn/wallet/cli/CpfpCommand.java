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
    options.fee.check();
    var paying = new Paying(session, options.limit);
    var payer = paying.payer();
    var rate = options.fee.ofPayment(session);
    var draft =
        paying.build(new Replacements(session.wallet(), session.node()).cpfp(txid, rate, payer));
    paying.carryOut(draft, "Hurry " + txid, Optional.empty(), options.consent);
  }
}
