package cairn.wallet.cli;

import picocli.CommandLine.Mixin;

/** The options of all commands that make a payment and send it, which are alike. */
final class PaymentOptions {
  @Mixin final FeeChoice fee = new FeeChoice();

  @Mixin final FeeLimit limit = new FeeLimit();

  @Mixin final Consent consent = new Consent();
}
