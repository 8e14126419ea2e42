package cairn.wallet.cli;

import cairn.primitives.FeeRate;
import cairn.wallet.WalletException;
import cairn.wallet.spend.FeeSource;
import picocli.CommandLine.Option;

/** Keeps fees from being paid that can hardly be meant, unless they are allowed by name. */
final class FeeLimit {
  /** The part of the payment that a fee may be. */
  private static final int PART = 10;

  @Option(
      names = "--allow-high-fee",
      description = "Even if the fee is more than a tenth of the payment, or than 1000 sat/vB.")
  boolean allowed;

  /**
   * Says that a fee is as it should be.
   *
   * @param paidSats what is paid besides, change not counted
   * @throws WalletException if it is too high, and that is not allowed
   */
  void require(Money money, long feeSats, long paidSats, FeeRate rate) throws WalletException {
    if (allowed) {
      return;
    }
    if (feeSats > paidSats / PART) {
      throw WalletException.failed(
          "the fee of %s is more than a tenth of the payment of %s; --allow-high-fee lets it pass"
              .formatted(money.text(feeSats), money.text(paidSats)));
    }
    if (rate.compareTo(FeeRate.perKilobyte(FeeSource.ABSURD * 1000L)) > 0) {
      throw WalletException.failed(
          "a fee rate of %s can hardly be meant; --allow-high-fee lets it pass"
              .formatted(FeeSource.text(rate)));
    }
  }
}
