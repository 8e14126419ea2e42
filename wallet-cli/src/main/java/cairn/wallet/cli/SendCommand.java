package cairn.wallet.cli;

import cairn.wallet.WalletException;
import cairn.wallet.spend.Draft;
import cairn.wallet.spend.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "send",
    description = {
      "Pay one or several.",
      "A recipient is ADDRESS AMOUNT, ADDRESS=AMOUNT, or a bitcoin: URI."
    })
final class SendCommand extends Verb {
  @Parameters(arity = "1..*", paramLabel = "RECIPIENT")
  private List<String> words = new ArrayList<>();

  @Mixin private PaymentOptions options = new PaymentOptions();

  @Option(names = "--all", description = "The last recipient, without amount, gets what is left.")
  private boolean everything;

  @Option(
      names = "--coin",
      paramLabel = "TXID:N",
      description = "Spend this coin, and no others than those named.")
  private List<String> coins = new ArrayList<>();

  @Option(names = "--label", description = "What the payment is for.")
  private @Nullable String label;

  @Override
  void run(Session session) throws WalletException {
    options.fee.check();
    var recipients = Recipients.parse(words, everything, session);
    var paying = new Paying(session, options.limit);
    var draft = draft(session, paying, options.fee, recipients, everything, coins);
    var sent = paying.carryOut(draft, "Pay", Optional.empty(), options.consent);
    if (sent.isPresent()) {
      var labels = session.wallet().labels();
      if (label != null) {
        labels.set("tx", sent.get().toString(), label);
      }
      for (var each : recipients.labels()) {
        labels.set("addr", each.address(), each.label());
      }
    }
  }

  static Draft draft(
      Session session,
      Paying paying,
      FeeChoice fee,
      Recipients recipients,
      boolean everything,
      List<String> coins)
      throws WalletException {
    var payer = paying.payer();
    var spendable = payer.spendable();
    var rate = fee.ofPayment(session);
    var required = Paying.named(coins, spendable);
    return paying.build(
        new Order(
            recipients.all(),
            everything,
            rate,
            0,
            0,
            required,
            required.isEmpty() ? spendable : List.of(),
            payer.changeScript(recipients.all()),
            payer.lockTime()));
  }
}
